import { presetNames, type RunRecord, systemNames } from "../../src/protocol/index.ts";
import type { Asked } from "./state.ts";

/** The question of a run, to be answered anew in that run's place: in the same way, unless it has other words now. */
export function askedAgain(run: RunRecord, text = run.question): Asked {
  // A file of a later version may name what this one does not know.
  const preset = presetNames.find((name) => name === run.preset);
  const system = systemNames.find((name) => name === run.system);
  return { text, replaces: run.runId, ...(preset && { preset }), ...(system && { system }) };
}
