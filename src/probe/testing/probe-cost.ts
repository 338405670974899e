import { kindOf } from "../../requests/index.ts";
import { isOnOwnNetwork } from "../../servers/index.ts";
import { PROBE_TOKENS } from "./accepted-form.ts";
import type { EndpointSurvey } from "./survey-endpoint.ts";

/** Upper limit of a probe's prompt in any tokeniser, including its template. */
const PROMPT_TOKENS = 100;

/** Maximum cost of probing. */
interface ProbeCost {
  /** Models on servers outside the user's own network. */
  readonly requests: number;
  /** US dollars for the models whose price is known. */
  readonly highUsd: number;
  /** References of the models without a known price, `endpointName/modelId`. */
  readonly unpriced: readonly string[];
}

/** Returns the maximum cost of probing these endpoints' models. A server in the user's own network costs nothing. */
export function probeCost(surveys: readonly EndpointSurvey[]): ProbeCost {
  const paid = surveys.filter(({ server }) => !isOnOwnNetwork(server.baseUrl));
  const prices = paid.flatMap(({ server, models, listed }) =>
    models.map((model) => {
      const served = listed?.find(({ id }) => id === model.id)?.prices ?? null;
      const prompt = model.promptUsdPerMTok ?? served?.promptUsdPerMTok ?? null;
      const completion = model.completionUsdPerMTok ?? served?.completionUsdPerMTok ?? null;
      const choices = kindOf(server.kind).manyChoices ? 2 : 1;
      const usd =
        prompt === null || completion === null
          ? null
          : (PROMPT_TOKENS * prompt + choices * PROBE_TOKENS * completion) / 1e6;
      return { reference: `${server.name}/${model.id}`, usd };
    }),
  );
  return {
    requests: prices.length,
    highUsd: prices.reduce((sum, { usd }) => sum + (usd ?? 0), 0),
    unpriced: prices.filter(({ usd }) => usd === null).map(({ reference }) => reference),
  };
}

/** Returns the cost as a sentence; null when nothing can cost anything. */
export function probeCostSentence({ requests, highUsd, unpriced }: ProbeCost): string | null {
  if (highUsd === 0 && unpriced.length === 0) return null;
  const known = `at most $${highUsd.toFixed(highUsd < 0.1 ? 4 : 2)}`;
  const count = `${requests} tiny ${requests === 1 ? "request" : "requests"}`;
  if (unpriced.length === 0) return `Testing sends ${count} to servers that charge for them, ${known} together.`;
  const rest =
    unpriced.length === requests
      ? "at prices that are not known"
      : `${known} and the unknown prices of ${unpriced.join(", ")}`;
  return `Testing sends ${count} to servers that may charge for them, ${rest}.`;
}
