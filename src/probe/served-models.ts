import type { Server } from "../chat/chat-target.ts";
import { describeFailure, StreamError } from "../chat/describe-failure.ts";
import { type ModelFacts, parseModelList } from "../chat/model-facts.ts";
import type { ReadLimits } from "../chat/whole-request.ts";
import { listLimits, readJson } from "./read-json.ts";

/**
 * The models that a server lists, with what it says of them, in its order. Costs nothing.
 *
 * @throws ChatError when it does not answer in time with a list of at least one
 */
export async function servedModels(
  server: Server,
  signal: AbortSignal,
  limits: ReadLimits = listLimits,
): Promise<ModelFacts[]> {
  const models = parseModelList(await readJson(server, { path: "models" }, limits, signal));
  if (models !== null && models.length > 0) return models;
  const problem =
    models === null
      ? "it answered with something that is not a list of models. Check baseUrl."
      : "the server lists no models.";
  throw describeFailure(new StreamError(problem), { reference: null, server, signal, begun: false, partialTexts: [] });
}
