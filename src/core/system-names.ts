/**
 * How a system gets from the references to its answer, by the replies that it shows:
 * - `posterior`: draws of the references are merged, and Eq. 7 decides between the candidates;
 * - `sole`: one draw is merged, and the result is the answer;
 * - `vote`: nothing is merged, and the answer is the one that most references give.
 */
const conclusions = { candidates: "posterior", merged: "sole", answers: "vote", answer: "vote" } as const;
type Conclusions = typeof conclusions;
export type Conclusion = Conclusions[keyof Conclusions];

/** Facts about a system for every part that shows it. */
export interface SystemTraits {
  /** Display name; the host and the panel translate it. */
  readonly title: string;
  /**
   * The models that the system asks: the best on similar questions, all, the best on the closest source, those drawn by
   * the question's keywords, those with the skills of similar questions, or one by name.
   */
  readonly asks: "similar" | "everybody" | "closest" | "keywords" | "skilled" | "named";
  /**
   * The replies that the system shows: several merged ones, a single merged one, several models' own answers, or a
   * single one.
   */
  readonly replies: keyof Conclusions;
}

/**
 * The ways in which models can work together (docs/systems.md); `smcs` is the paper's own. Their code is in `systems`;
 * CONTRIBUTING.md lists the steps to add one.
 */
export const knownSystems = {
  smcs: { title: "SMCS", asks: "similar", replies: "candidates" },
  "mixture-of-agents": { title: "MoA", asks: "everybody", replies: "merged" },
  "self-moa": { title: "Self-MoA", asks: "closest", replies: "merged" },
  "self-consistency": { title: "Self-Consistency", asks: "closest", replies: "answers" },
  "majority-voting": { title: "Majority voting", asks: "everybody", replies: "answers" },
  "simple-router": { title: "Simple router", asks: "closest", replies: "answer" },
  "symbolic-moe": { title: "Symbolic-MoE", asks: "keywords", replies: "merged" },
  "symbolic-moe-retrieval": { title: "Symbolic-MoE by retrieval", asks: "skilled", replies: "merged" },
  single: { title: "Single model", asks: "named", replies: "answer" },
} as const satisfies Readonly<Record<string, SystemTraits>>;
export type SystemName = keyof typeof knownSystems;
export const systemNames = Object.keys(knownSystems) as [SystemName, ...SystemName[]];

/** How a system concludes, as a type of its name. */
export type ConclusionOf<Name extends SystemName> = Conclusions[(typeof knownSystems)[Name]["replies"]];

/** Returns how a system concludes. */
export function conclusionOf(system: SystemName): Conclusion {
  return conclusions[knownSystems[system].replies];
}

/**
 * Returns whether the candidates of a run are models' own answers, which no model merged; false for a system that this
 * version does not have.
 */
export function areAnswers({ system }: { readonly system: string }): boolean {
  return Object.hasOwn(knownSystems, system) && conclusionOf(system as SystemName) === "vote";
}

/**
 * Returns the current name of a recorded run's system. Before `symbolic-moe` asked for keywords of the question, it
 * chose models by the skills of similar questions.
 *
 * @param hasKeywords whether the record says which keywords chose the models
 */
export function nameOfRecorded(system: string, hasKeywords: boolean): string {
  return system === "symbolic-moe" && !hasKeywords ? "symbolic-moe-retrieval" : system;
}
