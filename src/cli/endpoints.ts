import { homedir } from "node:os";
import path from "node:path";
import {
  type EndpointReport,
  ProbeCache,
  probeCost,
  probeCostSentence,
  surveyEndpoints,
  testEndpoints,
} from "../probe/testing/index.ts";
import { reportText, settingsOffers } from "../probe/findings/index.ts";
import { type SourceOptions, withSources } from "../command-line/index.ts";
import { printResult, say, UsageError } from "../terminal/index.ts";

/** The options of `smcs endpoints test`. */
export interface EndpointTestOptions extends SourceOptions {
  /** File of the outcomes. */
  readonly cache?: string;
  /** False with `--no-requests`. */
  readonly requests: boolean;
}

/**
 * `smcs endpoints test`: prints a table of what each model can do. Returns the exit status: 1 when a model is unusable.
 */
export async function testConfiguredEndpoints(options: EndpointTestOptions, signal: AbortSignal): Promise<number> {
  return withSources(options, async ({ settings, keyOf, simulated }) => {
    const endpoints = simulated === null ? settings.endpoints : [simulated.endpoint];
    if (endpoints.length === 0)
      throw new UsageError("There is no endpoint: give some with --settings FILE (keys smcs.*), or use --demo.");
    const surveys = await surveyEndpoints(endpoints, keyOf, signal);
    const cost = options.requests ? probeCostSentence(probeCost(surveys)) : null;
    if (cost !== null) say(`${cost} --no-requests asks for nothing that costs anything.`);
    const cache = new ProbeCache(path.resolve(options.cache ?? path.join(homedir(), ".smcs", "endpoints.json")));
    const wishes = {
      cache,
      sampling: settings.parameters,
      ask: options.requests,
      now: () => new Date().toISOString(),
      onProbe: ({ endpoint, model, outcome }: { endpoint: string; model: string; outcome: string }) => {
        say(`  ${endpoint}/${model}: ${outcome}`);
      },
    };
    const { reports, notKept } = await testEndpoints(endpoints, surveys, wishes, signal);
    if (notKept !== null) say(`Note: the outcomes could not be kept: ${notKept}`);
    const offers = settingsOffers(
      endpoints,
      reports.flatMap(({ models }) => models),
    );
    printResult(options, { endpoints: reports, offers }, reportText(reports, offers, wishes.now()));
    return reports.every(isUsable) ? 0 : 1;
  });
}

function isUsable({ enabled, listed, models }: EndpointReport): boolean {
  if (!enabled) return true;
  return models.every(({ outcome }) => outcome !== "fails") && (models.length > 0 || listed !== null);
}
