import type { SecretStorage } from "vscode";
import { baseUrlOf, originOf } from "../chat/base-url.ts";
import type { Endpoint } from "../core/settings/index.ts";

/** What a stored key belongs to. */
export interface KeyOwner {
  /** The endpoint's name. */
  readonly name: string;
  /** Scheme, host and port. */
  readonly origin: string;
}

/** Who is told of keys. */
interface KeyListeners {
  /** Told when an endpoint has no key where it is now, and one where it was before. */
  readonly onStayedBehind?: (endpoint: Endpoint, before: KeyOwner) => void;
  /** Told of each endpoint whose key or headers are about to be used. */
  readonly onUsed?: (owner: KeyOwner) => void;
}

type Addressed = Pick<Endpoint, "name" | "kind" | "baseUrl">;

const PREFIX = "smcs.apiKey/";

/**
 * API keys in VS Code's SecretStorage. A key is stored for one endpoint at one origin: when the URL in the settings
 * changes to another server, the key stays behind.
 */
export class EndpointKeys {
  private readonly secrets: SecretStorage;
  private readonly listeners: KeyListeners;

  constructor(secrets: SecretStorage, listeners: KeyListeners = {}) {
    this.secrets = secrets;
    this.listeners = listeners;
  }

  /** The key of an endpoint; null when none is stored for its origin. */
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

  /** Returns what is stored for an owner, whether or not anybody asks for it; null when nothing is. */
  async stored(owner: KeyOwner): Promise<string | null> {
    return (await this.secrets.get(secretName(owner))) ?? null;
  }

  async set(endpoint: Addressed, key: string): Promise<void> {
    await this.put(ownerOf(endpoint), key);
  }

  /** Returns everything that a key is stored for, also what the settings do not name any more. */
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

  /** Returns all stored keys, for whoever has to take them out of a text. */
  async values(): Promise<string[]> {
    const owners = await this.owners();
    const keys = await Promise.all(owners.map((owner) => this.secrets.get(secretName(owner))));
    return keys.filter((key) => key !== undefined);
  }

  /** Returns every key of the endpoint of a name, with the place that it belongs to. */
  async ofName(name: string): Promise<{ readonly owner: KeyOwner; readonly key: string }[]> {
    const owners = (await this.owners()).filter((owner) => owner.name === name);
    const keys = await Promise.all(owners.map(async (owner) => ({ owner, key: await this.stored(owner) })));
    return keys.flatMap(({ owner, key }) => (key === null ? [] : [{ owner, key }]));
  }

  /** Stores a key for a place. */
  async put(owner: KeyOwner, key: string): Promise<void> {
    await this.secrets.store(secretName(owner), key);
  }

  async remove(owner: KeyOwner): Promise<void> {
    await this.secrets.delete(secretName(owner));
  }
}

/** Returns where a key for an endpoint belongs to. */
export function ownerOf(endpoint: Addressed): KeyOwner {
  return { name: endpoint.name, origin: originOf(baseUrlOf(endpoint)) };
}

function secretName({ name, origin }: KeyOwner): string {
  return `${PREFIX}${name}/${origin}`;
}
