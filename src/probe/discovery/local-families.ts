import * as v from "valibot";
import { isOnOwnNetwork, type Server } from "../../servers/index.ts";
import { endpointKinds, programKinds } from "../../core/endpoints/index.ts";
import { parseModelList } from "../../server-facts/index.ts";
import { llamaCppFacts } from "./llama-cpp.ts";
import { lmStudioFacts } from "./lm-studio.ts";
import { ollamaFacts } from "./ollama.ts";
import { type Asked, readJsonOrNull } from "./read-json.ts";

/** Facts about a model from a server program that people run themselves, beyond OpenAI's list. */
interface LocalFacts {
  /** The program's name. */
  readonly family: string;
  /** Its current context; null when unknown. */
  readonly contextTokens: number | null;
  /** False for a model that only makes embeddings. */
  readonly chats: boolean;
  /** Whether it reads pictures; absent when unknown. */
  readonly vision?: boolean;
  /** A note in a sentence. */
  readonly note: string | null;
}

/** @returns null when it is another program */
export type LocalFamily = (server: Server, modelId: string, signal: AbortSignal) => Promise<LocalFacts | null>;

/** llama.cpp comes first because it imitates parts of Ollama. */
const families: readonly LocalFamily[] = [llamaCppFacts, ollamaFacts, lmStudioFacts];

/**
 * Resolves with the program of a server in the user's own network and its facts about a model; null when nothing is
 * known.
 */
export async function localFacts(server: Server, modelId: string, signal: AbortSignal): Promise<LocalFacts | null> {
  if (server.kind !== "openai" || !isOnOwnNetwork(server.baseUrl)) return null;
  const answers = await Promise.all(families.map((family) => family(server, modelId, signal)));
  return answers.find((facts) => facts !== null) ?? null;
}

/** Programs by the owner that they name for their models. */
const owners: Readonly<Record<string, string>> = {
  ...Object.fromEntries(programKinds.map((kind) => [kind, endpointKinds[kind].title])),
  llamacpp: "llama.cpp",
  library: "Ollama",
  organization_owner: "LM Studio",
  sglang: "SGLang",
  koboldcpp: "KoboldCpp",
  tabbyapi: "TabbyAPI",
};

const ownedSchema = v.object({ data: v.array(v.fallback(v.object({ owned_by: v.string() }), { owned_by: "" })) });
const versionSchema = v.object({ version: v.string() });

/** Limits for detecting a program, which answers at once. */
const programLimits = { milliseconds: 2000, bytes: 2 ** 20 };

/**
 * Resolves with the program of a server, detected by its list of models, or in the user's own network also by answers
 * that only that program gives.
 *
 * @returns null when unknown
 * @throws the signal's reason when that aborts
 */
export async function programOf(server: Server, list: unknown, signal: AbortSignal): Promise<string | null> {
  const owned = v.safeParse(ownedSchema, list);
  const named = owned.success ? owned.output.data.map(({ owned_by: owner }) => owners[owner.toLowerCase()]) : [];
  const known = named.find((program) => program !== undefined);
  if (known !== undefined || !isOnOwnNetwork(server.baseUrl)) return known ?? null;
  const first = parseModelList(list)?.[0];
  const facts = first === undefined ? null : await localFacts(server, first.id, signal);
  if (facts !== null) return facts.family;
  // Under other paths there may be other kinds of programs, which have versions too.
  if (new URL(server.baseUrl).pathname !== "/v1") return null;
  const answers = async (path: Asked["path"]): Promise<boolean> =>
    v.is(versionSchema, await readJsonOrNull(server, { path }, programLimits, signal));
  if (await answers("/api/version")) return "Ollama";
  return (await answers("/version")) ? "vLLM" : null;
}
