import type { RunEvent } from "../../src/core/record/index.ts";
import type { Endpoint } from "../../src/core/endpoints/index.ts";
import type { Fault } from "./fault.ts";
import { HEADER } from "./run-over-servers.ts";

/** Prices above zero, so that an unknown cost is not zero. */
const PRICES = { promptUsdPerMTok: 1, completionUsdPerMTok: 2 };

/** Models under faults, each on a separate endpoint. */
export interface FaultyEndpoints {
  readonly endpoints: readonly Endpoint[];
  /** Must be called with every event of the run. */
  readonly onEvent: (event: RunEvent) => void;
  /** Number of requests that the servers have read. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** Starts the servers of faults, by their models. */
export async function faultyEndpoints(faults: ReadonlyMap<string, Fault>): Promise<FaultyEndpoints> {
  const hear = new Map<string, () => void>();
  const started = await Promise.all(
    [...faults].map(async ([model, { serve, endpoint }]) => {
      const server = await serve(new Promise((resolve) => hear.set(model, resolve)));
      return { server, endpoint: { ...endpointOf(`${model}-server`, server.baseUrl, [model]), ...endpoint } };
    }),
  );
  return {
    endpoints: started.map(({ endpoint }) => endpoint),
    onEvent: (event) => {
      if (event.type === "reference-delta") hear.get(event.model)?.();
    },
    requests: () => started.reduce((sum, { server }) => sum + server.requests(), 0),
    close: async () => {
      await Promise.all(started.map(({ server }) => server.close()));
    },
  };
}

/** Returns an endpoint as in the settings, with prices and a header that is a secret. */
export function endpointOf(name: string, baseUrl: string, models: readonly string[]): Endpoint {
  return { name, kind: "openai", baseUrl, models: models.map((id) => ({ id, ...PRICES })), headers: HEADER };
}
