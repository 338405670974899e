import * as v from "valibot";
import type { EndpointModel } from "../../core/settings/endpoint.ts";
import type { Server } from "./chat-target.ts";
import { describeFailure, StreamError } from "./describe-failure.ts";
import { openAiClient } from "./openai-client.ts";
import { visionEntries, visionOf } from "./probe/vision.ts";
import { TimeLimitError } from "./time-limits.ts";
import { RequestAbort } from "./transport/request-abort.ts";

const LIST_LIMIT_MS = 10_000;

const listSchema = v.array(v.object({ id: v.string(), ...visionEntries }));

/**
 * The models that a server lists, in its order; with `vision` where it says that they read pictures.
 *
 * @throws ChatError when it does not answer in time with a list of at least one
 */
export async function listModels(server: Server, signal: AbortSignal): Promise<EndpointModel[]> {
  const abort = new RequestAbort(signal);
  const timer = setTimeout(() => {
    abort.abort(new TimeLimitError(`no list of models within ${LIST_LIMIT_MS / 1000} s. Is the server running`));
  }, LIST_LIMIT_MS);
  try {
    const client = await openAiClient(server);
    const page = await client.models.list({ signal: abort.signal });
    const models = v.parse(listSchema, page.data).map((entry) => ({ id: entry.id, ...visionOf(entry) }));
    if (models.length === 0) throw new StreamError("the server lists no models. Load one, or name it in the settings.");
    return models;
  } catch (error) {
    const thrown: unknown = abort.signal.aborted ? abort.signal.reason : notAList(error);
    throw describeFailure(thrown, { reference: null, server, signal, begun: false, partialTexts: [] });
  } finally {
    clearTimeout(timer);
    abort.release();
  }
}

function notAList(error: unknown): unknown {
  return v.isValiError(error)
    ? new StreamError("it answered with something that is not a list of models. Check baseUrl.")
    : error;
}
