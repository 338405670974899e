import type { SecretStorage } from "vscode";
import { baseUrlOf, originOf } from "../servers/index.ts";
import type { Endpoint } from "../core/endpoints/index.ts";

/** The owner of a stored key. */
export interface KeyOwner {
  /** The endpoint's name. */
  readonly name: string;
  /** Scheme, host and port. */
  readonly origin: string;
}

/** The listeners for keys. */
interface KeyListeners {
  /** Called when an endpoint has no key for its present address but one for its former address. */
  readonly onStayedBehind?: (endpoint: Endpoint, before: KeyOwner) => void;
  /** Called for each endpoint whose key or headers are about to be used. */
  readonly onUsed?: (owner: KeyOwner) => void;
}

type Addressed = Pick<Endpoint, "name" | "kind" | "baseUrl">;

const PREFIX = "smcs.apiKey/";

/**
 * API keys in VS Code's SecretStorage. A key is stored for one endpoint at one origin: when the URL in the settings
 * changes to another server, the key is not sent there.
 */
export class EndpointKeys {
  private readonly secrets: SecretStorage;
  private readonly listeners: KeyListeners;

  constructor(secrets: SecretStorage, listeners: KeyListeners = {}) {
    this.secrets = secrets;
    this.listeners = listeners;
  }

  /** Returns the key of an endpoint; null when none is stored for its origin. */
  async get(endpoint: Endpoint): Promise<string | null> {
    const owner = ownerOf(endpoint);
    const key = await this.stored(owner);
    const hasSecret = key !== null || Object.keys(endpoint.headers ?? {}).length > 0;
    if (hasSecret && endpoint.enabled !== false) this.listeners.onUsed?.(owner);
    if (key !== null) return key;
    const before = (await this.owners()).find(({ name }) => name === endpoint.name);
    if (before !== undefined) this.listeners.onStayedBehind?.(endpoint, before);
    return null;
  }

  /** Returns the stored key of an owner without any notification; null when there is none. */
  async stored(owner: KeyOwner): Promise<string | null> {
    return (await this.secrets.get(secretName(owner))) ?? null;
  }

  async set(endpoint: Addressed, key: string): Promise<void> {
    await this.put(ownerOf(endpoint), key);
  }

  /** Returns the owners of all stored keys, also those that the settings no longer name. */
  async owners(): Promise<KeyOwner[]> {
    const names = await this.secrets.keys();
    return names
      .filter((name) => name.startsWith(PREFIX))
      .map((stored) => {
        const place = stored.slice(PREFIX.length);
        const slash = place.indexOf("/");
        return { name: place.slice(0, slash), origin: place.slice(slash + 1) };
      });
  }

  /** Returns all stored keys, for redacting a text. */
  async values(): Promise<string[]> {
    const owners = await this.owners();
    const keys = await Promise.all(owners.map((owner) => this.secrets.get(secretName(owner))));
    return keys.filter((key) => key !== undefined);
  }

  /** Returns the keys of the endpoint with a name, each with its owner. */
  async ofName(name: string): Promise<{ readonly owner: KeyOwner; readonly key: string }[]> {
    const owners = (await this.owners()).filter((owner) => owner.name === name);
    const keys = await Promise.all(owners.map(async (owner) => ({ owner, key: await this.stored(owner) })));
    return keys.flatMap(({ owner, key }) => (key === null ? [] : [{ owner, key }]));
  }

  /** Stores a key for an owner. */
  async put(owner: KeyOwner, key: string): Promise<void> {
    await this.secrets.store(secretName(owner), key);
  }

  async remove(owner: KeyOwner): Promise<void> {
    await this.secrets.delete(secretName(owner));
  }
}

/** Returns the owner of an endpoint's key. */
export function ownerOf(endpoint: Addressed): KeyOwner {
  return { name: endpoint.name, origin: originOf(baseUrlOf(endpoint)) };
}

function secretName({ name, origin }: KeyOwner): string {
  return `${PREFIX}${name}/${origin}`;
}
