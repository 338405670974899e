import { type EditorEndpoint, type Endpoint, listedModels } from "../../core/endpoints/index.ts";
import type { PoolStatus } from "../../protocol/index.ts";

/** An endpoint in use. */
export interface EndpointFacts {
  readonly name: string;
  /** Number of its models in use; null for all of its server's models. */
  readonly models: number | null;
}

/** The status bar's facts about this window. */
export interface StatusFacts {
  readonly pool: Pick<PoolStatus, "mode" | "problem">;
  readonly endpoints: readonly EndpointFacts[];
  /** The embedder's name; null before the first question. */
  readonly embedder: string | null;
  /** Number of questions in the bank; null before the first count. */
  readonly questions: number | null;
  readonly isAnswering: boolean;
  /** The running evaluation; null for none. */
  readonly evaluation: EvaluationFacts | null;
}

/** The progress of an evaluation. */
export interface EvaluationFacts {
  readonly isPaused: boolean;
  /** Between 0 and 1; null before its first request. */
  readonly share: number | null;
}

/** Returns the endpoints in use among those of the settings. */
export function endpointFacts(endpoints: readonly (Endpoint | EditorEndpoint)[]): EndpointFacts[] {
  return endpoints
    .filter(({ enabled }) => enabled !== false)
    .map((endpoint) => ({
      name: endpoint.name,
      models: endpoint.models === "*" ? null : listedModels(endpoint).length,
    }));
}

/** Returns the number of models in use; null if an endpoint has all models of its server. */
export function modelCount(endpoints: readonly EndpointFacts[]): number | null {
  return endpoints.reduce<number | null>(
    (sum, { models }) => (sum === null || models === null ? null : sum + models),
    0,
  );
}
