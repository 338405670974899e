import * as v from "valibot";
import { isOnOwnNetwork, type Server } from "../../servers/index.ts";
import { endpointKinds, programKinds } from "../../core/settings/index.ts";
import { parseModelList } from "../../server-facts/index.ts";
import { llamaCppFacts } from "./llama-cpp.ts";
import { lmStudioFacts } from "./lm-studio.ts";
import { ollamaFacts } from "./ollama.ts";
import { type Asked, readJsonOrNull } from "./read-json.ts";

/** What a server program that people run themselves says of a model, beyond OpenAI's list. */
interface LocalFacts {
  /** The program's name. */
  readonly family: string;
  /** What it has room for now; null when that is not settled. */
  readonly contextTokens: number | null;
  /** False for a model that makes embeddings only. */
  readonly chats: boolean;
  /** Whether it reads pictures; absent where the program does not say. */
  readonly vision?: boolean;
  /** A sentence on what is worth knowing. */
  readonly note: string | null;
}

/** @returns null when it is another program */
export type LocalFamily = (server: Server, modelId: string, signal: AbortSignal) => Promise<LocalFacts | null>;

/** llama.cpp imitates parts of Ollama, so it comes first. */
const families: readonly LocalFamily[] = [llamaCppFacts, ollamaFacts, lmStudioFacts];

/** Asks a server of the user's own which program it is and what it says of a model; null when nothing is known. */
export async function localFacts(server: Server, modelId: string, signal: AbortSignal): Promise<LocalFacts | null> {
  if (server.kind !== "openai" || !isOnOwnNetwork(server.baseUrl)) return null;
  const answers = await Promise.all(families.map((family) => family(server, modelId, signal)));
  return answers.find((facts) => facts !== null) ?? null;
}

/** Programs by the owner that they give their models. */
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

/** Limits for asking a program what it is, which it answers at once. */
const programLimits = { milliseconds: 2000, bytes: 2 ** 20 };

/**
 * Returns the program that a server is, by its list of models; on one's own network also by what only that program answers.
 *
 * @returns null where it does not show
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
  // Under other paths lie programs of other kinds, which have versions, too.
  if (new URL(server.baseUrl).pathname !== "/v1") return null;
  const answers = async (path: Asked["path"]): Promise<boolean> =>
    v.is(versionSchema, await readJsonOrNull(server, { path }, programLimits, signal));
  if (await answers("/api/version")) return "Ollama";
  return (await answers("/version")) ? "vLLM" : null;
}
