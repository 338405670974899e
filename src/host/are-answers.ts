import type { RunRecord } from "../core/record/index.ts";
import { systemNamed } from "../core/systems/systems.ts";

/** Returns whether the candidates of a run are answers as they came, which no model merged. */
export function areAnswers({ system }: Pick<RunRecord, "system">): boolean {
  return systemNamed(system)?.conclusion === "vote";
}
