import type { Server } from "./chat-target.ts";

/** Shorter secrets would match parts of ordinary words. */
const SHORTEST_SECRET = 6;

/** Returns a text without the server's key and header values, which servers and libraries often quote in errors. */
export function redact(text: string, { apiKey, headers }: Pick<Server, "apiKey" | "headers">): string {
  const secrets = [apiKey ?? "", ...Object.values(headers).flatMap(withParts)];
  // Longest first: a header "Bearer key" contains the key.
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((safe, secret) => safe.replaceAll(secret, "[secret]"), text);
}

/** Returns a header's value, and the part after its scheme, because servers quote the key alone. */
function withParts(value: string): string[] {
  return [value, ...value.trim().split(/\s+/).slice(1)];
}

/** Returns whether a value is valid in an HTTP header; the library would quote an invalid value in full. */
export function fitsHeader(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
