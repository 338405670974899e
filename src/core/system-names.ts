/** The ways in which models can work together (method.md, section 4); `smcs` is the paper's own. */
export const systemNames = [
  "smcs",
  "mixture-of-agents",
  "self-moa",
  "self-consistency",
  "majority-voting",
  "simple-router",
  "symbolic-moe",
  "symbolic-moe-retrieval",
  "single",
] as const;
export type SystemName = (typeof systemNames)[number];

/**
 * What a recorded run's system is called now. `symbolic-moe` chose models by the skills of similar questions before it
 * asked for keywords of the question.
 *
 * @param hasKeywords whether the record says which keywords chose the models
 */
export function nameOfRecorded(system: string, hasKeywords: boolean): string {
  return system === "symbolic-moe" && !hasKeywords ? "symbolic-moe-retrieval" : system;
}
