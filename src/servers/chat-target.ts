import type { Endpoint, EndpointModel } from "../core/endpoints/index.ts";
import { baseUrlOf } from "./base-url.ts";
import { defaultProxy } from "./default-proxy.ts";
import { defaultTimeLimits, type TimeLimits } from "../limits/index.ts";

/** A server, with everything that requests need. */
export interface Server {
  readonly name: string;
  readonly kind: Endpoint["kind"];
  /** Normalised. */
  readonly baseUrl: string;
  /** Null when none is stored; then no Authorization header is sent. */
  readonly apiKey: string | null;
  /** Extra headers; their values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: TimeLimits;
  /** File of certificates that are also trusted for this server; null for none. */
  readonly caFile: string | null;
  /** The endpoint's own proxy; null when it sets none. */
  readonly proxy: string | null;
  /** The editor's proxy, used for servers on other machines when the endpoint sets none; null for the environment's. */
  readonly defaultProxy: string | null;
}

/** One model on one server. */
export interface ChatTarget extends Server {
  readonly model: EndpointModel;
}

/** Returns the server that an endpoint's settings describe. */
export function serverOf(endpoint: Endpoint, apiKey: string | null): Server {
  const { name, kind, headers = {}, timeouts = {}, caFile = null, proxy = null } = endpoint;
  const limits: TimeLimits = {
    connectMs: timeouts.connectMs ?? defaultTimeLimits.connectMs,
    firstTokenMs: timeouts.firstTokenMs ?? defaultTimeLimits.firstTokenMs,
    idleMs: timeouts.idleMs ?? defaultTimeLimits.idleMs,
  };
  const proxies = { proxy, defaultProxy: defaultProxy() };
  return { name, kind, baseUrl: baseUrlOf(endpoint), apiKey, headers, limits, caFile, ...proxies };
}

/** Returns a model reference, `endpointName/modelId`. */
export function referenceOf({ name, model }: ChatTarget): string {
  return `${name}/${model.id}`;
}
