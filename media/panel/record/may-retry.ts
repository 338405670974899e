import type { RunRecord } from "../../../src/core/record/index.ts";
import { layersOf } from "./layers.ts";

/**
 * Returns whether a reference can be repeated: it is not complete, the run has ended, and there is no further layer
 * that has answered without it.
 */
export function mayRetry(run: RunRecord, index: number): boolean {
  const status = run.references[index]?.status ?? "finished";
  return status !== "finished" && run.outcome !== "running" && layersOf(run).length < 2;
}
