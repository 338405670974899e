import { redact } from "../../servers/index.ts";
import { literalPattern } from "../../core/literal-pattern.ts";

/** The data that a shared document must not contain. */
interface Private {
  /** Keys and header values. */
  readonly secrets: readonly string[];
  /** The user's home folder. */
  readonly home: string;
}

/** Text that looks like a key, in a question or a file. */
const KEYS =
  /\bBearer\s+[\w.~+/=-]{12,}|\b(?:sk|pk|rk|hf|gsk|xai|ghp|glpat|github_pat)[-_][\w-]{12,}|\bAIza[\w-]{30,}|\bAKIA[A-Z0-9]{16}\b/g;

/** Returns a JSON value with texts for sharing: without keys, and with `~` for the home folder. */
export function shareable<Value>(value: Value, known: Private): Value {
  const home = homePattern(known.home);
  // Given as headers, because servers and files quote a key without the name of its scheme.
  const headers = Object.fromEntries(known.secrets.map((secret, index) => [index, secret]));
  const clean = (text: string): string => {
    const safe = redact(text, { apiKey: null, headers }).replace(KEYS, "[secret]");
    return home === null ? safe : safe.replace(home, "~");
  };
  const within = (part: unknown): unknown => {
    if (typeof part === "string") return clean(part);
    if (Array.isArray(part)) return part.map(within);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [clean(key), within(one)]));
  };
  return within(value) as Value;
}

/** Returns a pattern for the home folder with any separators: doubled in quoted text, or forward slashes on Windows. */
function homePattern(home: string): RegExp | null {
  const parts = home.split(/[\\/]+/).filter((part) => part !== "");
  // A whole disk is not a home folder, and one short name would match too much.
  if (parts.length === 0 || parts.join("").length < 3) return null;
  const root = /^[\\/]/.test(home) ? String.raw`(?<![\w.~-])(?:\\\\|[\\/])` : String.raw`(?<!\w)`;
  return new RegExp(`${root}${parts.map(literalPattern).join(String.raw`[\\/]+`)}(?![\\w-])`, "gi");
}
