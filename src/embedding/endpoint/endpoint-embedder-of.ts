import { EmbeddingError } from "../../core/errors.ts";
import type { Endpoint, EndpointModel } from "../../core/endpoints/index.ts";
import { serverOf } from "../../servers/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { queueOptionsOf, sharedTraffic, type Traffic } from "../../queue/index.ts";
import type { Instructions } from "../instructions.ts";
import { type EndpointEmbedder, endpointEmbedder } from "./endpoint-embedder.ts";
import { duringRuns, type Sending } from "./sender.ts";

/** The differences between a run and background work. */
export interface Occasion extends Partial<Pick<Sending, "usefulForMs" | "onPause">> {
  /** The queues of the servers, shared with all chats. */
  readonly traffic?: Traffic;
}

/** The choice of the embedding model by the settings. */
interface EmbedderChoice {
  /** `endpointName/modelId`. The endpoint's settings of the model apply even when the model is disabled there. */
  readonly reference: string;
  readonly endpoints: readonly Endpoint[];
  readonly keyOf: KeyOf;
  readonly instructions: Instructions;
}

/**
 * Returns the embedder that a model reference of the settings names. Sends no request to the server.
 *
 * @throws EmbeddingError when the reference names no endpoint that may be used
 */
export async function endpointEmbedderOf(
  { reference, endpoints, keyOf, instructions }: EmbedderChoice,
  { usefulForMs = duringRuns, onPause = () => undefined, traffic = sharedTraffic }: Occasion = {},
): Promise<EndpointEmbedder> {
  const { endpoint, model } = resolved(reference, endpoints);
  const server = serverOf(endpoint, await keyOf(endpoint));
  const queue = traffic.queueOf(server, queueOptionsOf(endpoint, server));
  return endpointEmbedder({ ...server, model }, instructions, { queue, traffic, usefulForMs, onPause });
}

function resolved(reference: string, endpoints: readonly Endpoint[]): { endpoint: Endpoint; model: EndpointModel } {
  const [, name, id] = /^([^/]+)\/(.+)$/s.exec(reference.trim()) ?? [];
  const endpoint = endpoints.find((one) => one.name === name);
  if (endpoint === undefined || id === undefined) {
    const names = endpoints.map((one) => one.name).join(", ");
    const known = names === "" ? "There are none in smcs.endpoints yet." : `The endpoints are: ${names}.`;
    throw new EmbeddingError(
      `smcs.embedding.model: "${reference}" names no endpoint. With the backend endpoint it has the form endpointName/modelId. ${known}`,
    );
  }
  if (endpoint.enabled === false)
    throw new EmbeddingError(
      `smcs.embedding.model: the endpoint ${endpoint.name} is disabled. Enable it or name another.`,
    );
  return { endpoint, model: listed(endpoint, id) };
}

/**
 * Returns the settings of a model. A model that only embeds is disabled or not listed there, so that it gets no
 * questions.
 */
function listed({ models }: Endpoint, id: string): EndpointModel {
  const known = models === "*" ? [] : models.map((model) => (typeof model === "string" ? { id: model } : model));
  return known.find((model) => model.id === id) ?? { id };
}
