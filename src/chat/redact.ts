import type { Server } from "./chat-target.ts";

/** Shorter ones would take ordinary words apart. */
const SHORTEST_SECRET = 6;

/** A text without the server's key and header values, which servers and libraries like to quote in their errors. */
export function redact(text: string, { apiKey, headers }: Pick<Server, "apiKey" | "headers">): string {
  const secrets = [apiKey ?? "", ...Object.values(headers).flatMap(withParts)];
  // Longest first: a header "Bearer key" holds the key.
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((safe, secret) => safe.replaceAll(secret, "[secret]"), text);
}

/** A header's value, and what follows the name of its scheme: servers quote the key alone. */
function withParts(value: string): string[] {
  return [value, ...value.trim().split(/\s+/).slice(1)];
}

/** Whether a value can stand in an HTTP header; what cannot would be quoted in full by the library that refuses it. */
export function fitsHeader(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
