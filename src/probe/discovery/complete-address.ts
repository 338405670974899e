import { isIPv6 } from "node:net";
import { endpointKindNames, endpointKinds } from "../../core/settings/index.ts";
import { isOnOwnNetwork, normaliseBaseUrl } from "../../servers/index.ts";

/** Why a text can be no address of a server. */
type AddressFault = "empty" | "scheme" | "credentials" | "malformed";

/** What a text means as a server's address: the base URLs that it may stand for, in the order to try them, or why none. */
type CompletedAddress =
  | { readonly urls: readonly [string, ...string[]]; readonly fault: null }
  | { readonly urls: null; readonly fault: AddressFault };

/** Ports that speak TLS or do not, by convention. */
const TLS_PORTS = /:(443|8443)(\/|$)/;
const PLAIN_PORT = /:80(\/|$)/;

/**
 * Completes an address as people type it: without scheme, without path, a port alone. Servers of one's own network are
 * tried over http first, all others over https first; a scheme that was typed is kept.
 */
export function completeAddress(typed: string): CompletedAddress {
  const address = withHost(typed.trim());
  if (address === "") return { urls: null, fault: "empty" };
  const [, scheme, rest = ""] = /^(?:([a-z][a-z0-9+.-]*):)?\/\/(.*)$/is.exec(address) ?? [null, undefined, address];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return { urls: null, fault: "scheme" };
  // What a browser would take for user and password must not end up in settings.
  if (/^[^/?#]*@/.test(rest)) return { urls: null, fault: "credentials" };
  if (/[\s\\]/.test(rest) || !isHost(rest)) return { urls: null, fault: "malformed" };
  const schemes = scheme === undefined ? schemesFor(rest) : [scheme.toLowerCase()];
  const [first, ...others] = [...new Set(schemes.flatMap((one) => basesOf(`${one}://${rest}`)))];
  return first === undefined ? { urls: null, fault: "malformed" } : { urls: [first, ...others], fault: null };
}

/** Whether a text looks like an address rather than like the beginning of a word. */
export function looksLikeAddress(typed: string): boolean {
  return /[:/]|^localhost$|\.[a-z0-9]+$/i.test(typed.trim()) && completeAddress(typed).fault === null;
}

/** A port alone is one of this machine, and an address of IPv6 may come without its brackets. */
function withHost(typed: string): string {
  if (/^:?\d{2,5}(\/|$)/.test(typed)) return `localhost:${typed.replace(/^:/, "")}`;
  return isIPv6(typed) ? `[${typed}]` : typed;
}

/** URLs may hold hosts that no server can have: an empty label, or the "http" of a second scheme. */
function isHost(rest: string): boolean {
  return URL.canParse(`http://${rest}`) && !/^(https?:|[./?#])|\.\./i.test(rest.replace(/[/?#].*$/s, ""));
}

function schemesFor(rest: string): string[] {
  const plainFirst = PLAIN_PORT.test(rest) || (isOnOwnNetwork(`http://${rest}`) && !TLS_PORTS.test(rest));
  return plainFirst ? ["http", "https"] : ["https", "http"];
}

/** The address as it was meant, then with `/v1`, and `/v1` alone where a page of the server was pasted. */
function basesOf(url: string): string[] {
  const base = normaliseBaseUrl(url);
  if (
    endpointKindNames.some((kind) => endpointKinds[kind].home === base) ||
    /\/v\d+(beta)?(\/|$)/.test(new URL(base).pathname)
  )
    return [base];
  return [base, `${base}/v1`, `${new URL(base).origin}/v1`];
}
