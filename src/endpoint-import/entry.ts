import { kindAt, normaliseBaseUrl } from "../servers/index.ts";
import { type EndpointKindName, endpointKinds } from "../core/settings/index.ts";
import type { Findings, LeftOutReason } from "./found-endpoint.ts";
import { providerOf } from "./providers.ts";

/** An entry of another program's settings, in words that all of them have. */
interface Entry {
  readonly source: string;
  /** What the entry is called. */
  readonly name: string;
  /** What the program calls the provider. */
  readonly provider: string;
  /** Empty: the provider's own address. */
  readonly url?: string | undefined;
  readonly models: readonly string[];
  readonly key?: string | undefined;
  readonly hasHeaders?: boolean;
}

const LONGEST_URL = 2000;
const LONGEST_MODEL = 300;
const MOST_MODELS = 300;

/** What a header can carry: no white space, nothing beyond ASCII. */
const USABLE_KEY = /^[\x21-\x7e]{1,4096}$/;

/** Stands for a secret: `${input:x}`, `${{ secrets.X }}`, `${env:X}`. */
const REFERENCE = /^\$\{.*\}$/s;

/** What an entry says as an endpoint, as far as one can be made of it. */
export function fromEntry(entry: Entry): Findings {
  const { source, name, provider, key = "", hasHeaders = false } = entry;
  const leftOut = (reasons: readonly LeftOutReason[]): Findings["leftOut"] =>
    reasons.map((reason) => ({ source, entry: name, reason }));
  const known = providerOf(provider);
  if (known === null) return { endpoints: [], leftOut: leftOut(["other-provider"]) };
  const baseUrl = usableUrl(entry.url === undefined || entry.url.trim() === "" ? known.home : entry.url);
  if (baseUrl === null) return { endpoints: [], leftOut: leftOut(["address"]) };
  const trouble = keyTrouble(key.trim());
  const models = entry.models.map((id) => id.trim()).filter((id) => id !== "" && id.length <= LONGEST_MODEL);
  return {
    endpoints: [
      {
        name,
        source,
        kind: kindBehind(known.kind, baseUrl),
        baseUrl,
        models: [...new Set(models)].slice(0, MOST_MODELS),
        key: key.trim() === "" || trouble !== null ? null : key.trim(),
      },
    ],
    leftOut: leftOut([...(trouble === null ? [] : [trouble]), ...(hasHeaders ? (["headers"] as const) : [])]),
  };
}

function keyTrouble(key: string): LeftOutReason | null {
  if (key === "") return null;
  if (REFERENCE.test(key)) return "key-elsewhere";
  return USABLE_KEY.test(key) ? null : "key-unusable";
}

/** Null for what is no web address, or carries a user, a query or a fragment, which may be secrets. */
function usableUrl(url: string | null): string | null {
  const text = url?.trim() ?? "";
  if (text.length > LONGEST_URL || !/^https?:\/\/[^@?#]+$/i.test(text) || !URL.canParse(text)) return null;
  return normaliseBaseUrl(text);
}

/** Whatever a program calls it, a hosted service such as OpenRouter is told by its address. */
function kindBehind(kind: EndpointKindName, baseUrl: string): EndpointKindName {
  const service = kindAt(baseUrl);
  return service === "openai" && endpointKinds[kind].home === null ? kind : service;
}
