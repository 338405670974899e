import type { Server } from "../servers/index.ts";
import { type ReadLimits, StreamError, wholeRequest } from "../requests/index.ts";
import { type ModelFacts, parseModelList } from "./model-facts.ts";
import { replyLimits } from "../limits/index.ts";

const LIST_LIMIT_MS = 10_000;

const listLimits: ReadLimits = {
  milliseconds: LIST_LIMIT_MS,
  bytes: replyLimits.listBytes,
  tooLate: `no list of models within ${LIST_LIMIT_MS / 1000} s. Is the server running`,
};

/**
 * Returns the models that a server lists, with the facts in its list, in its order. Costs nothing.
 *
 * @throws ChatError when the server does not answer in time with at least one model
 */
export async function listModels(server: Server, signal: AbortSignal, limits = listLimits): Promise<ModelFacts[]> {
  return wholeRequest({ server, reference: null, path: "models", limits, read: modelsIn }, signal);
}

function modelsIn(text: string): ModelFacts[] {
  const listed = parseModelList(parsed(text));
  if (listed === null) throw new StreamError("it answered with something that is not a list of models. Check baseUrl.");
  if (listed.length === 0) throw new StreamError("the server lists no models. Load one, or name it in the settings.");
  return listed;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
