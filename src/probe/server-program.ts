import * as v from "valibot";
import type { Server } from "../chat/chat-target.ts";
import { isOnOwnNetwork } from "../chat/own-server.ts";
import { localFacts } from "./local-families.ts";
import { parseModelList } from "../chat/model-facts.ts";
import { type Asked, readJsonOrNull } from "./read-json.ts";

/** Programs by the owner that they give their models. */
const owners: Readonly<Record<string, string>> = {
  vllm: "vLLM",
  llamacpp: "llama.cpp",
  library: "Ollama",
  organization_owner: "LM Studio",
  sglang: "SGLang",
  koboldcpp: "KoboldCpp",
  tabbyapi: "TabbyAPI",
};

const ownedSchema = v.object({ data: v.array(v.fallback(v.object({ owned_by: v.string() }), { owned_by: "" })) });
const versionSchema = v.object({ version: v.string() });

/** A program answers at once what it is. */
const limits = { milliseconds: 2000, bytes: 2 ** 20 };

/**
 * The program that a server is, by its list of models; on one's own network also by what only that program answers.
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
    v.is(versionSchema, await readJsonOrNull(server, { path }, limits, signal));
  if (await answers("/api/version")) return "Ollama";
  return (await answers("/version")) ? "vLLM" : null;
}
