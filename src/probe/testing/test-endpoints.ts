import pLimit from "p-limit";
import { messageOf } from "../../core/errors.ts";
import type { Endpoint, EndpointModel } from "../../core/endpoints/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { isOnOwnNetwork } from "../../servers/index.ts";
import type { ModelFacts } from "../../server-facts/index.ts";
import { type EndpointReport, reportOn, reportOnDisabled } from "./endpoint-report.ts";
import type { ModelProbe } from "./model-probe.ts";
import type { ProbeCache } from "./probe-cache.ts";
import { probeModel, type ProbeWishes } from "./probe-model.ts";
import { type EndpointSurvey, surveyEndpoint } from "./survey-endpoint.ts";

/**
 * Requests the facts that cost nothing from all enabled endpoints at the same time.
 *
 * @throws the signal's reason when that aborts
 */
export function surveyEndpoints(
  endpoints: readonly Endpoint[],
  keyOf: KeyOf,
  signal: AbortSignal,
): Promise<EndpointSurvey[]> {
  const enabled = endpoints.filter((endpoint) => endpoint.enabled !== false);
  return Promise.all(enabled.map((endpoint) => surveyEndpoint(endpoint, keyOf, signal)));
}

/** Options of a test. */
interface TestWishes extends ProbeWishes {
  /** Keeps the outcomes. */
  readonly cache: ProbeCache;
  /** Called with each model as soon as something is known about it. */
  readonly onProbe: (probe: ModelProbe) => void;
}

/** The result of a test. */
interface TestResult {
  /** One for each endpoint, in the order of the settings. */
  readonly reports: readonly EndpointReport[];
  /** Why the outcomes could not be kept; null when they were. */
  readonly notKept: string | null;
}

/**
 * Probes the models of all surveyed endpoints and keeps each outcome as soon as it is known. A model that is not asked
 * this time appears with its last outcome.
 *
 * @param endpoints those of the settings, in their order, including disabled ones
 * @throws the signal's reason when that aborts
 */
export async function testEndpoints(
  endpoints: readonly Endpoint[],
  surveys: readonly EndpointSurvey[],
  wishes: TestWishes,
  signal: AbortSignal,
): Promise<TestResult> {
  const { cache, onProbe } = wishes;
  const problems: string[] = [];
  const reports = endpoints.map(async (endpoint) => {
    const survey = surveys.find((one) => one.endpoint === endpoint);
    if (survey === undefined) return reportOnDisabled(endpoint);
    const { server, models } = survey;
    const probes = await probeEndpoint(
      survey,
      wishes,
      async (model, probe) => {
        onProbe(probe);
        await cache.keep(server, model, probe).catch((error: unknown) => problems.push(messageOf(error)));
      },
      signal,
    );
    const kept = await cache.of(server, models);
    return reportOn(
      survey,
      probes.map((probe, index) => (probe.outcome === "listed" ? (kept[index] ?? probe) : probe)),
    );
  });
  return { reports: await Promise.all(reports), notKept: problems[0] ?? null };
}

/** How many models of one endpoint are probed at the same time. */
const AT_ONCE = 4;

/**
 * Probes all models of an endpoint, in the order of its settings.
 *
 * @param onProbe called with each outcome as soon as it is known
 * @throws the signal's reason when that aborts
 */
async function probeEndpoint(
  { server, models, listed }: EndpointSurvey,
  wishes: ProbeWishes,
  onProbe: (model: EndpointModel, probe: ModelProbe) => Promise<void>,
  signal: AbortSignal,
): Promise<ModelProbe[]> {
  // A server in the user's own network may have to load one model after the other.
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
