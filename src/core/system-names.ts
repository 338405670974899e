/**
 * How a system gets from the references to its answer:
 * - `posterior`: draws of them are merged, and Eq. 7 decides between the candidates;
 * - `sole`: one draw is merged, and what comes of it is the answer;
 * - `vote`: nothing is merged, and what most references say is the answer.
 */
export type Conclusion = "posterior" | "sole" | "vote";

/** The ways in which models can work together (method.md, section 4), and how each concludes; `smcs` is the paper's own. */
export const conclusions = {
  smcs: "posterior",
  "mixture-of-agents": "sole",
  "self-moa": "sole",
  "self-consistency": "vote",
  "majority-voting": "vote",
  "simple-router": "vote",
  "symbolic-moe": "sole",
  "symbolic-moe-retrieval": "sole",
  single: "vote",
} as const satisfies Readonly<Record<string, Conclusion>>;
export type SystemName = keyof typeof conclusions;
export const systemNames = Object.keys(conclusions) as [SystemName, ...SystemName[]];

/**
 * Returns whether the candidates of a run are answers as they came, which no model merged; false for a system that this
 * version does not have.
 */
export function areAnswers({ system }: { readonly system: string }): boolean {
  return Object.hasOwn(conclusions, system) && conclusions[system as SystemName] === "vote";
}

/**
 * What a recorded run's system is called now. `symbolic-moe` chose models by the skills of similar questions before it
 * asked for keywords of the question.
 *
 * @param hasKeywords whether the record says which keywords chose the models
 */
export function nameOfRecorded(system: string, hasKeywords: boolean): string {
  return system === "symbolic-moe" && !hasKeywords ? "symbolic-moe-retrieval" : system;
}
