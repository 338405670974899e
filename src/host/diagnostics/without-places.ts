import { isOnOwnNetwork, isOnThisMachine } from "../../servers/index.ts";
import { literalPattern } from "../../core/literal-pattern.ts";
import { endpointKinds, hostedKinds } from "../../core/endpoints/index.ts";

/** Hosts of public services, whose names say nothing about a user. */
const WELL_KNOWN = [
  ...hostedKinds.map((kind) => new URL(endpointKinds[kind].home).hostname),
  "api.openai.com",
  "api.deepseek.com",
  "api.mistral.ai",
  "api.groq.com",
  "api.together.xyz",
  "api.fireworks.ai",
  "generativelanguage.googleapis.com",
  "api.anthropic.com",
  "huggingface.co",
];

/** Parts of an address that name the API; other parts may be private. */
const PLAIN_PART = /^(v\d+|api|openai|chat|completions|models|embeddings|key|version|props)$/;

/** Returns the host of an address; empty for a host whose name says nothing about a user. */
export function privateHost(address: string): string {
  if (!URL.canParse(address) || isOnThisMachine(address)) return "";
  const { hostname } = new URL(address);
  return WELL_KNOWN.includes(hostname) ? "" : hostname;
}

/** Returns an address without its host's name: `http://[own network]:8000/v1`. */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return "[address]";
  const { protocol, port, pathname } = new URL(address);
  const parts = pathname.split("/").filter((part) => part !== "");
  const path = parts.map((part) => `/${PLAIN_PART.test(part) ? part : "…"}`).join("");
  return `${protocol}//${shownHost(address)}${port === "" ? "" : `:${port}`}${path}`;
}

function shownHost(address: string): string {
  const { hostname } = new URL(address);
  if (isOnThisMachine(address)) return "[this machine]";
  if (WELL_KNOWN.includes(hostname)) return hostname;
  return isOnOwnNetwork(address) ? "[own network]" : "[public host]";
}

// A pattern that may begin anywhere has a maximum length or begins with its whole run: otherwise every letter of a long
// run would begin another attempt.

/** Matches addresses, except those that are redacted already. */
const URLS =
  /\b[a-z][a-z\d+.-]{0,60}:\/\/(?!\[(?:this machine|own network|public host)\])(?:[^\s"'`<>|)[\]]*@)?(?:\[[\da-f:.]+\])?[^\s"'`<>|)[\]]*/gi;
/** Matches quoted paths, which may contain any character. */
const QUOTED_PATHS = /(["'`])(?:[a-z]:)?[\\/~][^"'`\n]*\1/gi;
const PATHS = /(?<![\w/\]….:-])(?:[a-z]:[\\/]|\\\\|~[\\/]|\/(?=[^\s/]))[^\s"'`|,;)]+/gi;
const FILE_NAMES =
  /(?<![\w.-])[\w.-]+\.(?:jsonl?|csv|tsv|txt|md|pem|crt|gz|zip|parquet|ya?ml|toml|tsx?|[mc]?jsx?|py|java|go|rs|c|h|cpp|cs|rb|php|sh|sql|html|css|ipynb|pb|bin|log)\b/gi;
const MAIL_ADDRESSES = /[\w.+-]{1,255}@[\w-]{1,255}\.[\w.-]+/g;
const IP_ADDRESSES = /(?<![\w.])(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g;

/**
 * Returns a text without addresses, names, paths and file names.
 *
 * @param folders whose names may contain spaces: the home folder and the open ones
 * @param names of hosts and people
 */
export function withoutPlaces(text: string, folders: readonly string[], names: readonly string[]): string {
  const withoutUrls = text.replace(URLS, shownUrl);
  const withoutFolders = longestFirst(folders).reduce(
    // Names of folders and files may contain spaces: a redacted name ends where a sentence continues.
    (safe, folder) => safe.replace(new RegExp(`${literalPattern(folder)}[^:,"'\`|\\n]*`, "gi"), "[path]"),
    withoutUrls,
  );
  const withoutPaths = withoutFolders
    .replace(QUOTED_PATHS, "[path]")
    .replace(PATHS, "[path]")
    .replace(MAIL_ADDRESSES, "[address]");
  const withoutNames = longestFirst(names).reduce(
    (safe, name) => safe.replace(new RegExp(`(?<![\\w.-])${literalPattern(name)}(?![\\w-])`, "gi"), "[name]"),
    withoutPaths,
  );
  return withoutNames.replace(IP_ADDRESSES, "[address]").replace(FILE_NAMES, "[file]");
}

/** Returns a redacted URL. In a sentence, punctuation may follow the URL. */
function shownUrl(found: string): string {
  const [punctuation = ""] = /[.,;:!?]*$/.exec(found) ?? [];
  const url = found.slice(0, found.length - punctuation.length);
  return `${/^https?:/i.test(url) ? shownAddress(url) : "[path]"}${punctuation}`;
}

/** Returns names sorted by length, longest first, without names of one letter, which would match in every word. */
const longestFirst = (names: readonly string[]): string[] =>
  names.filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length);
