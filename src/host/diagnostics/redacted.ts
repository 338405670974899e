import { withoutPassages } from "./without-passages.ts";
import { withoutPlaces } from "./without-places.ts";

/** What nobody may read in a report that is shared. */
interface Private {
  /** Keys and header values. */
  readonly secrets: readonly string[];
  /** Questions, what went with them, and replies. */
  readonly texts: readonly string[];
  readonly folders: readonly string[];
  /** Names of hosts and people. */
  readonly names: readonly string[];
}

/** What looks like a key, whoever put it there. */
const KEYS = /\b(?:Bearer\s+\S+|(?:sk|pk|rk|hf|gsk|xai|ghp|glpat|key|token)[-_][\w-]{12,})/gi;

/** Shorter values of headers are words like `on`, and would take the report apart. */
const SHORTEST_SECRET = 4;

/** A whole report without anything private, also where a server or a library quoted it. */
export function redacted(report: string, { secrets, texts, folders, names }: Private): string {
  const withoutSecrets = secrets
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((safe, secret) => safe.replaceAll(secret, "[secret]"), report)
    .replace(KEYS, "[secret]");
  // Texts before places: what is left of a sentence around a path would be too short to be known again.
  return withoutPlaces(withoutPassages(withoutSecrets, texts), folders, names);
}
