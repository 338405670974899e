import { type Endpoint, type EndpointKindName, endpointKinds, hostedKinds } from "../core/endpoints/index.ts";

/** Addresses of single operations, of OpenAI's API and Ollama's own. */
const PASTED_PATHS = /\/(chat\/completions|completions|embeddings|models|responses|api\/(chat|generate|tags))$/;

const homes = hostedKinds.map((kind) => ({ kind, url: new URL(endpointKinds[kind].home) }));

/**
 * Returns the base URL of an OpenAI-compatible API from a pasted address: with or without `/v1`, with trailing slashes,
 * or the address of one of its operations.
 *
 * @param url an http or https URL
 * @returns the URL that `/chat/completions` can be appended to
 */
export function normaliseBaseUrl(url: string): string {
  const parsed = new URL(url.trim());
  const path = parsed.pathname.replace(/\/+$/, "").replace(PASTED_PATHS, "");
  const home = homes.find(
    ({ url: { hostname, pathname } }) => hostname === parsed.hostname && `${pathname}/`.startsWith(`${path}/`),
  );
  return `${parsed.origin}${home?.url.pathname ?? (path || "/v1")}`;
}

/**
 * Returns the normalised base URL of an endpoint.
 *
 * @throws RangeError when the endpoint has no base URL and its kind has no default
 */
export function baseUrlOf({ kind, baseUrl }: Pick<Endpoint, "kind" | "baseUrl">): string {
  const url = baseUrl ?? endpointKinds[kind].home;
  if (url === null) throw new RangeError(`An endpoint of kind ${kind} needs a baseUrl.`);
  return normaliseBaseUrl(url);
}

/**
 * Returns the kind of the service at an address; `openai` when no kind has its home at this origin. The whole origin
 * must match: a service's key must not go to another port of its host, or unencrypted.
 */
export function kindAt(baseUrl: string): EndpointKindName {
  const origin = originOf(baseUrl);
  return homes.find(({ url }) => url.origin === origin)?.kind ?? "openai";
}

/** Returns the origin that an endpoint's key belongs to. */
export function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}
