import { EmbeddingError } from "../../core/errors.ts";
import type { Endpoint, EndpointModel } from "../../core/settings/index.ts";
import { serverOf } from "../../servers/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { queueOptionsOf, sharedTraffic, type Traffic } from "../../queue/index.ts";
import type { Instructions } from "../instructions.ts";
import { type EndpointEmbedder, endpointEmbedder } from "./endpoint-embedder.ts";
import { duringRuns, type Sending } from "./sender.ts";

/** What differs between a run and background work. */
export interface Occasion extends Partial<Pick<Sending, "usefulForMs" | "onPause">> {
  /** The lines in front of the servers, those of all chats. */
  readonly traffic?: Traffic;
}

/** Which model of the settings is to embed. */
interface EmbedderChoice {
  /** `endpointName/modelId`; what the endpoint's list says of the model counts, also where it is disabled. */
  readonly reference: string;
  readonly endpoints: readonly Endpoint[];
  readonly keyOf: KeyOf;
  readonly instructions: Instructions;
}

/**
 * Returns the embedder that a model reference of the settings names. Asks the server nothing.
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

/** What the settings say of a model. One that only embeds is disabled there, or not listed, so that it gets no questions. */
function listed({ models }: Endpoint, id: string): EndpointModel {
  const known = models === "*" ? [] : models.map((model) => (typeof model === "string" ? { id: model } : model));
  return known.find((model) => model.id === id) ?? { id };
}
