import type { RunRecord } from "../../../src/protocol/index.ts";
import { layersOf } from "./layers.ts";

/**
 * Whether a reference can be asked for again: it did not come whole, the run is over, and no model of a further layer
 * has answered without it.
 */
export function mayRetry(run: RunRecord, index: number): boolean {
  const status = run.references[index]?.status ?? "finished";
  return status !== "finished" && run.outcome !== "running" && layersOf(run).length < 2;
}
