import type { RunRecord, SystemName } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";

/** What the panel has to know of a system. */
export interface SystemTraits {
  /**
   * Whom it asks: the best on similar questions, everybody, the best on the closest source, by the question's keywords, by the
   * skills of similar questions, or one by name.
   */
  readonly asks: "similar" | "everybody" | "closest" | "keywords" | "skilled" | "named";
  /** What there is to read: several merged replies, a single one, several answers as they are, or a single one. */
  readonly replies: "candidates" | "merged" | "answers" | "answer";
}

const traits: Readonly<Record<SystemName, SystemTraits>> = {
  smcs: { asks: "similar", replies: "candidates" },
  "mixture-of-agents": { asks: "everybody", replies: "merged" },
  "self-moa": { asks: "closest", replies: "merged" },
  "self-consistency": { asks: "closest", replies: "answers" },
  "majority-voting": { asks: "everybody", replies: "answers" },
  "simple-router": { asks: "closest", replies: "answer" },
  "symbolic-moe": { asks: "keywords", replies: "merged" },
  "symbolic-moe-retrieval": { asks: "skilled", replies: "merged" },
  single: { asks: "named", replies: "answer" },
};

/** The traits of a system; a later version's unknown one is shown as the paper's own. */
export function systemTraits(system: string): SystemTraits {
  return isKnown(system) ? traits[system] : traits.smcs;
}

/** What people call a system. */
export function systemTitle(system: string): string {
  return isKnown(system) ? strings.systems[system] : system;
}

/** What a system does, in a sentence; null for the paper's own, which all else here explains. */
export function systemSentence(system: string): string | null {
  return system === "smcs" || !isKnown(system) ? null : `${strings.systems[system]}: ${strings.systemMeans[system]}.`;
}

function isKnown(system: string): system is SystemName {
  return Object.hasOwn(traits, system);
}

/** Whether what the reader chooses from was merged by a model; else it is answers as they came. */
export function isMerged({ system }: Pick<RunRecord, "system">): boolean {
  return ["candidates", "merged"].includes(systemTraits(system).replies);
}

/** What of the question bank a system goes by. */
export interface BankUse {
  /** Whether the priors choose the models, or decide between equal votes. */
  readonly priors: boolean;
  /** Whether it looks at the similar questions themselves. */
  readonly support: boolean;
}

/** What of the bank's knowledge has to do with what a system does. */
export function bankUse(system: string): BankUse {
  const { asks, replies } = systemTraits(system);
  return {
    priors: asks === "similar" || (asks === "everybody" && replies === "answers"),
    support: asks === "similar" || asks === "closest" || asks === "skilled",
  };
}

/** Whether there is only one reply to read by design. */
export function isSole({ system }: Pick<RunRecord, "system">): boolean {
  return ["merged", "answer"].includes(systemTraits(system).replies);
}
