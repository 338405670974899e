import pLimit from "p-limit";
import type { EndpointModel } from "../core/settings/index.ts";
import { isOnOwnNetwork } from "../chat/own-server.ts";
import type { ModelFacts } from "../chat/model-facts.ts";
import type { ModelProbe } from "./model-probe.ts";
import { probeModel, type ProbeWishes } from "./probe-model.ts";
import type { EndpointSurvey } from "./survey-endpoint.ts";

/** Models of one endpoint that are probed at the same time. */
const AT_ONCE = 4;

/**
 * Probes all models of an endpoint, in the order of its settings.
 *
 * @param onProbe told of each as soon as it is known
 * @throws the signal's reason when that aborts
 */
export async function probeEndpoint(
  { server, models, listed }: EndpointSurvey,
  wishes: ProbeWishes,
  onProbe: (model: EndpointModel, probe: ModelProbe) => Promise<void>,
  signal: AbortSignal,
): Promise<ModelProbe[]> {
  // A server of one's own may have to load one model after the other.
  const limit = pLimit(server.kind === "openai" && isOnOwnNetwork(server.baseUrl) ? 1 : AT_ONCE);
  const factsOf = (id: string): ModelFacts | null | undefined =>
    listed === null ? undefined : (listed.find((one) => one.id === id) ?? null);
  return Promise.all(
    models.map((model) =>
      limit(async () => {
        signal.throwIfAborted();
        const probe = await probeModel({ ...server, model }, factsOf(model.id), wishes, signal);
        await onProbe(model, probe);
        return probe;
      }),
    ),
  );
}
