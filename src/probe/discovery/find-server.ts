import { ChatError } from "../../core/errors.ts";
import { type Endpoint, type EndpointKindName, endpointKinds, programKinds } from "../../core/endpoints/index.ts";
import { kindAt, originOf, type Server, serverOf } from "../../servers/index.ts";
import { type ModelFacts, parseModelList } from "../../server-facts/index.ts";
import { keyBudget } from "./key-budget.ts";
import { llamaCppSlots } from "./llama-cpp.ts";
import { listLimits, readJson } from "./read-json.ts";
import { programOf } from "./local-families.ts";

/** A server that has listed its models. */
export interface ServerFacts {
  readonly baseUrl: string;
  readonly kind: EndpointKindName;
  /** The program's name for users; null when unknown. */
  readonly program: string | null;
  readonly models: readonly ModelFacts[];
  /** How many requests the server answers at the same time; absent when unknown. */
  readonly slots?: number;
}

/** Why no model server was found at an address. */
export interface Miss {
  readonly baseUrl: string;
  /** No answer; unknown path; an answer of another kind; a server without models; another failure. */
  readonly what: "unreached" | "no-path" | "no-list" | "no-models" | "failed";
  /** A sentence on what happened. */
  readonly message: string;
}

/** The result of a search: the server, that it wants a key or a different key, or the most informative miss. */
export type Search =
  | { readonly type: "found"; readonly server: ServerFacts }
  | { readonly type: "wants-key"; readonly baseUrl: string; readonly status: number; readonly message: string }
  | { readonly type: "missed"; readonly miss: Miss };

/** How a server is reached. */
export type ServerWay = Pick<Endpoint, "caFile" | "proxy" | "timeouts">;

/** Options of a search. */
interface SearchWishes {
  /** Sent with every request, so the base URLs must have the origin that the key is meant for. Null for none. */
  readonly key: string | null;
  /** How to reach the server, as in the settings of an endpoint. */
  readonly way?: ServerWay;
  /** Called with each base URL before it is asked. */
  readonly onTry: (baseUrl: string) => void;
}

/**
 * Asks base URLs for their models, one after the other, until one has some.
 *
 * @throws the signal's reason when that aborts; RangeError when a key would be sent to several origins
 */
export async function findServer(
  baseUrls: readonly [string, ...string[]],
  { key, onTry, way = {} }: SearchWishes,
  signal: AbortSignal,
): Promise<Search> {
  if (key !== null && new Set(baseUrls.map(originOf)).size > 1) throw new RangeError("A key is for one origin.");
  const misses: Miss[] = [];
  let wanting: Extract<Search, { type: "wants-key" }> | null = null;
  const silent = new Set<string>();
  for (const baseUrl of baseUrls) {
    if (wanting !== null && originOf(baseUrl) !== originOf(wanting.baseUrl)) break;
    const { origin, host } = new URL(baseUrl);
    if (silent.has(origin) || silent.has(host)) continue;
    onTry(baseUrl);
    const sent = { ...way, key };
    const first = await ask(baseUrl, sent, signal);
    // A connection kept open from the previous attempt may just have been closed.
    const asked = brokeOff(first) ? await ask(baseUrl, sent, signal) : first;
    if (!(asked instanceof ChatError)) {
      if ("models" in asked) return { type: "found", server: asked };
      misses.push(asked);
      continue;
    }
    const { kind, status, transient } = asked.details;
    if (status === 401 || status === 403) wanting ??= { type: "wants-key", baseUrl, status, message: asked.message };
    // Only 403 may concern this path alone.
    if (status === 401) break;
    if (kind === "connect" || kind === "timeout") silent.add(transient === true ? host : origin);
    misses.push(missOf(baseUrl, asked));
  }
  if (wanting !== null) return wanting;
  const [miss] = misses.toSorted((a, b) => weight(a) - weight(b));
  if (miss === undefined) throw new RangeError("No address was asked.");
  return { type: "missed", miss };
}

/**
 * Returns whether a hosted service is at an address: OpenRouter lists its models without a key, but answers only with
 * one.
 */
export function wantsKeyAtOnce(baseUrl: string): boolean {
  return endpointKinds[kindAt(baseUrl)].home !== null;
}

async function ask(
  baseUrl: string,
  { key, ...way }: ServerWay & Pick<SearchWishes, "key">,
  signal: AbortSignal,
): Promise<ServerFacts | Miss | ChatError> {
  const kind = kindAt(baseUrl);
  const server: Server = serverOf({ name: "new", kind, baseUrl, models: [], ...way }, key);
  try {
    // OpenRouter's list of models would not reveal a wrong key.
    await keyBudget(server, signal).catch((error: unknown) => {
      if (error instanceof ChatError && error.details.kind === "unauthorized") throw error;
    });
    const list = await readJson(server, { path: "models" }, listLimits, signal);
    const models = parseModelList(list);
    if (models === null)
      return {
        baseUrl,
        what: "no-list",
        message: `${baseUrl}: it answered with something that is not a list of models.`,
      };
    if (models.length === 0) return { baseUrl, what: "no-models", message: `${baseUrl}: the server lists no models.` };
    const program = await programOf(server, list, signal);
    const slots = program === "llama.cpp" ? await llamaCppSlots(server, models[0]?.id ?? "", signal) : null;
    const programKind = programKinds.find((name) => endpointKinds[name].title === program);
    const facts = { baseUrl, kind: programKind ?? kind, program, models };
    return slots === null ? facts : { ...facts, slots };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ChatError) return error;
    throw error;
  }
}

function brokeOff(asked: ServerFacts | Miss | ChatError): boolean {
  return asked instanceof ChatError && asked.details.kind === "stream" && asked.details.transient === true;
}

function missOf(baseUrl: string, error: ChatError): Miss {
  const { kind, status } = error.details;
  const what =
    kind === "connect" || kind === "timeout"
      ? "unreached"
      : status === 404 || status === 405
        ? "no-path"
        : kind === "stream" && !brokeOff(error)
          ? "no-list"
          : "failed";
  return { baseUrl, what, message: error.message };
}

/**
 * Returns the rank of a miss: an address that answered is more informative than one that did not, and a model server
 * more than a page.
 */
function weight({ what }: Miss): number {
  return ["no-models", "failed", "no-list", "no-path", "unreached"].indexOf(what);
}
