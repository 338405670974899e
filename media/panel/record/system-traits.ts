import { knownSystems, type RunRecord, type SystemName, type SystemTraits } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";

/** The traits of a system; a later version's unknown one is shown as the paper's own. */
export function systemTraits(system: string): SystemTraits {
  return knownSystems[isKnown(system) ? system : "smcs"];
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
  return Object.hasOwn(knownSystems, system);
}

/** Whether what the reader chooses from was merged by a model; else it is answers as they came. */
export function isMerged({ system }: Pick<RunRecord, "system">): boolean {
  return ["candidates", "merged"].includes(systemTraits(system).replies);
}

/** What of the question bank a system goes by. */
interface BankUse {
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
