import { isIP } from "node:net";

/** Addresses that only a user's own network can reach. */
const PRIVATE = [/^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./, /^f[cd]/i, /^fe80:/i];

/** Whether a URL leads to this very machine. */
export function isOnThisMachine(url: string): boolean {
  const host = hostOf(url);
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "::1" ||
    (isIP(host) === 4 && host.startsWith("127."))
  );
}

/** Whether others on the network can read what is sent to a URL: plain http to another machine. */
export function isReadableOnTheWay(url: string): boolean {
  return new URL(url).protocol === "http:" && !isOnThisMachine(url);
}

/** Whether a URL leads to a server that nobody but its owner pays for: on this machine or in a private network. */
export function isOnOwnNetwork(url: string): boolean {
  const host = hostOf(url);
  if (isOnThisMachine(url)) return true;
  if (isIP(host) !== 0) return PRIVATE.some((range) => range.test(host));
  return !host.includes(".") || /\.(local|lan|internal|home\.arpa)$/.test(host);
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, "").toLowerCase();
}
