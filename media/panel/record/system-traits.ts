import { knownSystems, type SystemName, type SystemTraits } from "../../../src/core/system-names.ts";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";

/** Returns the traits of a system. An unknown system of a later version is shown like the paper's own. */
export function systemTraits(system: string): SystemTraits {
  return knownSystems[isKnown(system) ? system : "smcs"];
}

/** Returns a system's usual name. */
export function systemTitle(system: string): string {
  return isKnown(system) ? strings.systems[system] : system;
}

/** Returns what a system does, in a sentence; null for the paper's own, which the rest of the panel explains. */
export function systemSentence(system: string): string | null {
  return system === "smcs" || !isKnown(system) ? null : `${strings.systems[system]}: ${strings.systemMeans[system]}.`;
}

function isKnown(system: string): system is SystemName {
  return Object.hasOwn(knownSystems, system);
}

/** Returns whether a model merged the answers that the reader chooses from; otherwise they are the models' own. */
export function isMerged({ system }: Pick<RunRecord, "system">): boolean {
  return ["candidates", "merged"].includes(systemTraits(system).replies);
}

/** The parts of the question bank that a system uses. */
interface BankUse {
  /** Whether the priors choose the models, or decide between equal votes. */
  readonly priors: boolean;
  /** Whether the system uses the similar questions themselves. */
  readonly support: boolean;
}

/** Returns the parts of the question bank that a system uses. */
export function bankUse(system: string): BankUse {
  const { asks, replies } = systemTraits(system);
  return {
    priors: asks === "similar" || (asks === "everybody" && replies === "answers"),
    support: asks === "similar" || asks === "closest" || asks === "skilled",
  };
}

/** Returns whether there is only one reply by design. */
export function isSole({ system }: Pick<RunRecord, "system">): boolean {
  return ["merged", "answer"].includes(systemTraits(system).replies);
}
