/**
 * How a system gets from the references to its answer, by what there is to read of it:
 * - `posterior`: draws of them are merged, and Eq. 7 decides between the candidates;
 * - `sole`: one draw is merged, and what comes of it is the answer;
 * - `vote`: nothing is merged, and what most references say is the answer.
 */
const conclusions = { candidates: "posterior", merged: "sole", answers: "vote", answer: "vote" } as const;
type Conclusions = typeof conclusions;
export type Conclusion = Conclusions[keyof Conclusions];

/** What everybody has to know of a system, whoever shows it. */
export interface SystemTraits {
  /** What people call it; the host and the panel have it translated. */
  readonly title: string;
  /**
   * Whom it asks: the best on similar questions, everybody, the best on the closest source, by the question's keywords, by the
   * skills of similar questions, or one by name.
   */
  readonly asks: "similar" | "everybody" | "closest" | "keywords" | "skilled" | "named";
  /** What there is to read: several merged replies, a single one, several answers as they are, or a single one. */
  readonly replies: keyof Conclusions;
}

/**
 * The ways in which models can work together (docs/systems.md); `smcs` is the paper's own. What each does is in
 * `systems`; CONTRIBUTING.md lists the steps to add one.
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
 * Returns whether the candidates of a run are answers as they came, which no model merged; false for a system that this
 * version does not have.
 */
export function areAnswers({ system }: { readonly system: string }): boolean {
  return Object.hasOwn(knownSystems, system) && conclusionOf(system as SystemName) === "vote";
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
