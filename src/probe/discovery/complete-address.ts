import { isIPv6 } from "node:net";
import { endpointKindNames, endpointKinds } from "../../core/endpoints/index.ts";
import { isOnOwnNetwork, normaliseBaseUrl } from "../../servers/index.ts";

/** Why a text cannot be the address of a server. */
type AddressFault = "empty" | "scheme" | "credentials" | "malformed";

/** The possible base URLs of a typed address, in the order to try them, or why there are none. */
type CompletedAddress =
  | { readonly urls: readonly [string, ...string[]]; readonly fault: null }
  | { readonly urls: null; readonly fault: AddressFault };

/** Ports that conventionally use TLS, and the port that conventionally does not. */
const TLS_PORTS = /:(443|8443)(\/|$)/;
const PLAIN_PORT = /:80(\/|$)/;

/**
 * Completes a typed address without a scheme, without a path, or with only a port. Servers in the user's own network
 * are tried over http first, all others over https first; a typed scheme is kept.
 */
export function completeAddress(typed: string): CompletedAddress {
  const address = withHost(typed.trim());
  if (address === "") return { urls: null, fault: "empty" };
  const [, scheme, rest = ""] = /^(?:([a-z][a-z0-9+.-]*):)?\/\/(.*)$/is.exec(address) ?? [null, undefined, address];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return { urls: null, fault: "scheme" };
  // Text that a browser would take for user and password must not end up in the settings.
  if (/^[^/?#]*@/.test(rest)) return { urls: null, fault: "credentials" };
  if (/[\s\\]/.test(rest) || !isHost(rest)) return { urls: null, fault: "malformed" };
  const schemes = scheme === undefined ? schemesFor(rest) : [scheme.toLowerCase()];
  const [first, ...others] = [...new Set(schemes.flatMap((one) => basesOf(`${one}://${rest}`)))];
  return first === undefined ? { urls: null, fault: "malformed" } : { urls: [first, ...others], fault: null };
}

/** Returns whether a text looks like an address and not like the beginning of a word. */
export function looksLikeAddress(typed: string): boolean {
  return /[:/]|^localhost$|\.[a-z0-9]+$/i.test(typed.trim()) && completeAddress(typed).fault === null;
}

/** Adds the host to a port alone, which means this machine, and the missing brackets to an IPv6 address. */
function withHost(typed: string): string {
  if (/^:?\d{2,5}(\/|$)/.test(typed)) return `localhost:${typed.replace(/^:/, "")}`;
  return isIPv6(typed) ? `[${typed}]` : typed;
}

/**
 * Returns whether the host is possible. URLs may contain impossible hosts: an empty label, or the "http" of a second
 * scheme.
 */
function isHost(rest: string): boolean {
  return URL.canParse(`http://${rest}`) && !/^(https?:|[./?#])|\.\./i.test(rest.replace(/[/?#].*$/s, ""));
}

function schemesFor(rest: string): string[] {
  const plainFirst = PLAIN_PORT.test(rest) || (isOnOwnNetwork(`http://${rest}`) && !TLS_PORTS.test(rest));
  return plainFirst ? ["http", "https"] : ["https", "http"];
}

/** Returns the address as typed, then with `/v1`; only with `/v1` when a page of the server was pasted. */
function basesOf(url: string): string[] {
  const base = normaliseBaseUrl(url);
  if (
    endpointKindNames.some((kind) => endpointKinds[kind].home === base) ||
    /\/v\d+(beta)?(\/|$)/.test(new URL(base).pathname)
  )
    return [base];
  return [base, `${base}/v1`, `${new URL(base).origin}/v1`];
}
