import { endpointKinds, hostedKinds } from "../../core/settings/index.ts";
import { isOnOwnNetwork, isOnThisMachine } from "../../chat/own-server.ts";
import { literalPattern } from "../../core/literal-pattern.ts";

/** Public services whose names tell nothing about a user. */
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

/** Parts of an address that say which interface it is; others may be a user's. */
const PLAIN_PART = /^(v\d+|api|openai|chat|completions|models|embeddings|key|version|props)$/;

/** The host of an address; empty where the name of that host tells nothing about a user. */
export function privateHost(address: string): string {
  if (!URL.canParse(address) || isOnThisMachine(address)) return "";
  const { hostname } = new URL(address);
  return WELL_KNOWN.includes(hostname) ? "" : hostname;
}

/** Returns where an address leads, without saying whose it is: `http://[own network]:8000/v1`. */
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

// What may begin anywhere has a length, or begins with its run: else each letter of a long run would begin one more try.

/** Addresses that are shown already stay as they are. */
const URLS =
  /\b[a-z][a-z\d+.-]{0,60}:\/\/(?!\[(?:this machine|own network|public host)\])(?:[^\s"'`<>|)[\]]*@)?(?:\[[\da-f:.]+\])?[^\s"'`<>|)[\]]*/gi;
/** A path in quotes may hold anything. */
const QUOTED_PATHS = /(["'`])(?:[a-z]:)?[\\/~][^"'`\n]*\1/gi;
const PATHS = /(?<![\w/\]….:-])(?:[a-z]:[\\/]|\\\\|~[\\/]|\/(?=[^\s/]))[^\s"'`|,;)]+/gi;
const FILE_NAMES =
  /(?<![\w.-])[\w.-]+\.(?:jsonl?|csv|tsv|txt|md|pem|crt|gz|zip|parquet|ya?ml|toml|tsx?|[mc]?jsx?|py|java|go|rs|c|h|cpp|cs|rb|php|sh|sql|html|css|ipynb|pb|bin|log)\b/gi;
const MAIL_ADDRESSES = /[\w.+-]{1,255}@[\w-]{1,255}\.[\w.-]+/g;
const IP_ADDRESSES = /(?<![\w.])(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g;

/**
 * A text without addresses, names, paths and file names.
 *
 * @param folders whose names may hold spaces: the home folder and those that are open
 * @param names of hosts and people
 */
export function withoutPlaces(text: string, folders: readonly string[], names: readonly string[]): string {
  const withoutUrls = text.replace(URLS, shownUrl);
  const withoutFolders = longestFirst(folders).reduce(
    // Names of folders and files may hold spaces: what is hidden ends where a sentence goes on.
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

/** A URL in a sentence may have the sentence's punctuation behind it. */
function shownUrl(found: string): string {
  const [punctuation = ""] = /[.,;:!?]*$/.exec(found) ?? [];
  const url = found.slice(0, found.length - punctuation.length);
  return `${/^https?:/i.test(url) ? shownAddress(url) : "[path]"}${punctuation}`;
}

/** One letter would take every word apart. */
const longestFirst = (names: readonly string[]): string[] =>
  names.filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length);
