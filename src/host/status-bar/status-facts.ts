import { type EditorEndpoint, type Endpoint, listedModels } from "../../core/settings/index.ts";
import type { PoolStatus } from "../../protocol/index.ts";

/** An endpoint that takes part. */
export interface EndpointFacts {
  readonly name: string;
  /** How many of its models take part; null where it takes part with all that it has. */
  readonly models: number | null;
}

/** What the status bar tells of this window. */
export interface StatusFacts {
  readonly pool: Pick<PoolStatus, "mode" | "problem">;
  readonly endpoints: readonly EndpointFacts[];
  /** The embedder's name; null before the first question. */
  readonly embedder: string | null;
  /** Questions in the bank; null while nobody has looked. */
  readonly questions: number | null;
  readonly isAnswering: boolean;
  /** The evaluation that runs; null when none does. */
  readonly evaluation: EvaluationFacts | null;
}

/** How far an evaluation is. */
export interface EvaluationFacts {
  readonly isPaused: boolean;
  /** Between 0 and 1; null while it has not begun to ask. */
  readonly share: number | null;
}

/** The endpoints that take part, of all in the settings. */
export function endpointFacts(endpoints: readonly (Endpoint | EditorEndpoint)[]): EndpointFacts[] {
  return endpoints
    .filter(({ enabled }) => enabled !== false)
    .map((endpoint) => ({
      name: endpoint.name,
      models: endpoint.models === "*" ? null : listedModels(endpoint).length,
    }));
}

/** Returns how many models take part; null where an endpoint takes part with all that it has. */
export function modelCount(endpoints: readonly EndpointFacts[]): number | null {
  return endpoints.reduce<number | null>(
    (sum, { models }) => (sum === null || models === null ? null : sum + models),
    0,
  );
}
