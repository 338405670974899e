import { isIP } from "node:net";

/** Addresses of private networks. */
const PRIVATE = [/^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./, /^f[cd]/i, /^fe80:/i];

/** Returns whether a URL leads to this machine. */
export function isOnThisMachine(url: string): boolean {
  const host = hostOf(url);
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "::1" ||
    (isIP(host) === 4 && host.startsWith("127."))
  );
}

/** Returns whether others on the network can read requests to a URL: plain http to another machine. */
export function isReadableOnTheWay(url: string): boolean {
  return new URL(url).protocol === "http:" && !isOnThisMachine(url);
}

/** Returns whether a URL leads to a server in the user's own network: on this machine or in a private network. */
export function isOnOwnNetwork(url: string): boolean {
  const host = hostOf(url);
  if (isOnThisMachine(url)) return true;
  if (isIP(host) !== 0) return PRIVATE.some((range) => range.test(host));
  return !host.includes(".") || /\.(local|lan|internal|home\.arpa)$/.test(host);
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, "").toLowerCase();
}
