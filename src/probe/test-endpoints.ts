import { messageOf } from "../core/errors.ts";
import type { Endpoint } from "../core/settings/index.ts";
import type { KeyOf } from "../chat/pool.ts";
import { type EndpointReport, reportOn, reportOnDisabled } from "./endpoint-report.ts";
import type { ModelProbe } from "./model-probe.ts";
import type { ProbeCache } from "./probe-cache.ts";
import { probeEndpoint } from "./probe-endpoint.ts";
import type { ProbeWishes } from "./probe-model.ts";
import { type EndpointSurvey, surveyEndpoint } from "./survey-endpoint.ts";

/**
 * Asks all endpoints that are enabled for what costs nothing, all at the same time.
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

/** How endpoints are tested. */
export interface TestWishes extends ProbeWishes {
  /** Told of each model as soon as something is known of it. */
  readonly onProbe: (probe: ModelProbe) => void;
}

/** What a test brought. */
export interface TestResult {
  /** One for each endpoint, in the order of the settings. */
  readonly reports: readonly EndpointReport[];
  /** Why the outcomes could not be kept; null when they were. */
  readonly notKept: string | null;
}

/**
 * Probes the models of all surveyed endpoints and keeps each outcome as soon as it is known. A model that is not asked
 * this time appears with what was found out last time.
 *
 * @param endpoints those of the settings, in their order, disabled ones too
 * @throws the signal's reason when that aborts
 */
export async function testEndpoints(
  endpoints: readonly Endpoint[],
  surveys: readonly EndpointSurvey[],
  cache: ProbeCache,
  wishes: TestWishes,
  signal: AbortSignal,
): Promise<TestResult> {
  const problems: string[] = [];
  const reports = endpoints.map(async (endpoint) => {
    const survey = surveys.find((one) => one.endpoint === endpoint);
    if (survey === undefined) return reportOnDisabled(endpoint);
    const { server, models } = survey;
    const probes = await probeEndpoint(
      survey,
      wishes,
      async (model, probe) => {
        wishes.onProbe(probe);
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
