import { type Preset, presetNames } from "../../src/protocol/presets.ts";
import type { RunRecord } from "../../src/protocol/run.ts";
import type { Asked } from "./state.ts";

/** The question of a run, to be answered anew in that run's place: the same unless it has other words now. */
export function askedAgain({ runId, question, preset }: RunRecord, text = question): Asked {
  const known = presetNames.find((name): name is Preset => name === preset);
  return { text, replaces: runId, ...(known !== undefined && { preset: known }) };
}
