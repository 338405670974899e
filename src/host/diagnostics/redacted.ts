import { withoutPassages } from "./without-passages.ts";
import { withoutPlaces } from "./without-places.ts";

/** The data that a shared report must not contain. */
interface Private {
  /** Keys and header values. */
  readonly secrets: readonly string[];
  /** Questions, their attachments, and replies. */
  readonly texts: readonly string[];
  readonly folders: readonly string[];
  /** Names of hosts and people. */
  readonly names: readonly string[];
}

/** Text that looks like a key. */
const KEYS = /\b(?:Bearer\s+\S+|(?:sk|pk|rk|hf|gsk|xai|ghp|glpat|key|token)[-_][\w-]{12,})/gi;

/** Shorter values of headers are words like `on`, which would redact too much. */
const SHORTEST_SECRET = 4;

/** Returns a report without anything private, quotes by a server or a library included. */
export function redacted(report: string, { secrets, texts, folders, names }: Private): string {
  const withoutSecrets = secrets
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((safe, secret) => safe.replaceAll(secret, "[secret]"), report)
    .replace(KEYS, "[secret]");
  // Texts before places: the rest of a sentence around a redacted path would be too short to be recognised.
  return withoutPlaces(withoutPassages(withoutSecrets, texts), folders, names);
}
