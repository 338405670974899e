import { type EndpointKindName, endpointKindNames, endpointKinds } from "../core/endpoints/index.ts";
import { kindAt, normaliseBaseUrl } from "../servers/index.ts";
import type { Findings, LeftOutReason } from "./found-endpoint.ts";

/** An entry of another program's settings, in fields that all programs have. */
interface Entry {
  readonly source: string;
  /** Name of the entry. */
  readonly name: string;
  /** The program's name for the provider. */
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

/** A key that a header can carry: no white space, only ASCII. */
const USABLE_KEY = /^[\x21-\x7e]{1,4096}$/;

/** A reference to a secret: `${input:x}`, `${{ secrets.X }}`, `${env:X}`. */
const REFERENCE = /^\$\{.*\}$/s;

/** A provider that speaks OpenAI's chat completions. */
interface Provider {
  readonly kind: EndpointKindName;
  /** Its default address; null when only the user knows the address. */
  readonly home: string | null;
}

/** Returns the endpoint that an entry describes, and what is left out of it. */
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

/**
 * Returns null for anything but a web address, and for an address with a user, a query or a fragment, which may be
 * secrets.
 */
function usableUrl(url: string | null): string | null {
  const text = url?.trim() ?? "";
  if (text.length > LONGEST_URL || !/^https?:\/\/[^@?#]+$/i.test(text) || !URL.canParse(text)) return null;
  return normaliseBaseUrl(text);
}

/**
 * Returns the kind at an address: a hosted service such as OpenRouter is recognised by its address, whatever the
 * program calls it.
 */
function kindBehind(kind: EndpointKindName, baseUrl: string): EndpointKindName {
  const service = kindAt(baseUrl);
  return service === "openai" && endpointKinds[kind].home === null ? kind : service;
}

const openai = (home: string | null): Provider => ({ kind: "openai", home });
const local = (port: number): Provider => openai(`http://127.0.0.1:${port}/v1`);

/** By the programs' names for them, in small letters and digits. */
const providers: Readonly<Record<string, Provider>> = {
  ...Object.fromEntries(endpointKindNames.map((kind) => [plainName(kind), { kind, home: endpointKinds[kind].home }])),
  openai: openai("https://api.openai.com/v1"),
  openainative: openai("https://api.openai.com/v1"),
  openaicompatible: openai(null),
  customendpoint: openai(null),
  customoai: openai(null),
  litellm: openai(null),
  tgi: openai(null),
  deepinfra: openai("https://api.deepinfra.com/v1/openai"),
  deepseek: openai("https://api.deepseek.com/v1"),
  fireworks: openai("https://api.fireworks.ai/inference/v1"),
  groq: openai("https://api.groq.com/openai/v1"),
  mistral: openai("https://api.mistral.ai/v1"),
  nvidia: openai("https://integrate.api.nvidia.com/v1"),
  together: openai("https://api.together.xyz/v1"),
  xai: openai("https://api.x.ai/v1"),
  llamacpp: local(8080),
  llamafile: local(8080),
  lmstudio: local(1234),
  ollama: local(11434),
};

/** Returns the provider of a name such as `llama.cpp` or `openai-native`; null for a provider that SMCS cannot use. */
function providerOf(name: string): Provider | null {
  const plain = plainName(name);
  return Object.hasOwn(providers, plain) ? (providers[plain] ?? null) : null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
