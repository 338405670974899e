import { drawAgain, namesOfDraws } from "../answer/index.ts";
import type { EmbeddingModel, FormulaComparison } from "../ports.ts";
import { packBank, type PackedBank } from "../packed-bank/index.ts";
import { hasAnswered } from "../record/index.ts";
import { referencerPriors, type Selection } from "../selection/index.ts";
import { judged, leftOut, listDifference, type Replayable, type ReplayedPart } from "./parts.ts";
import { type System, systemNamed } from "../systems/index.ts";
import { changeOfBank, chooseAgain, selectAgain, selectionDifferences } from "./replay-selection.ts";
import { replayScores } from "./replay-scores.ts";

/** A recomputed run. */
export interface Replay {
  readonly runId: string;
  /** Whether no part differs. */
  readonly agrees: boolean;
  readonly parts: readonly ReplayedPart[];
}

/** The means of a replay. */
export interface ReplayMeans {
  readonly embedding: EmbeddingModel;
  /** Null when there is no bank from which to choose the models again. */
  readonly bank: PackedBank | null;
  /** If absent, votes for formulas are not counted again. */
  readonly equalMath?: FormulaComparison;
}

/**
 * Recomputes a run from its recorded replies, with the same functions that runs use. Every part starts from what is
 * recorded of the parts before it, so that a difference shows where it arose.
 */
export async function replay(run: Replayable, means: ReplayMeans): Promise<Replay> {
  const system = systemNamed(run.system);
  const parts =
    run.selection === null
      ? [noSelection]
      : system === null
        ? [leftOut("selection", `This version does not know the run's system, ${run.system}.`)]
        : await replayParts(run, system, run.selection, means);
  return { runId: run.runId, agrees: parts.every(({ verdict }) => verdict !== "differs"), parts };
}

async function replayParts(
  run: Replayable,
  system: System,
  selection: Selection,
  means: ReplayMeans,
): Promise<ReplayedPart[]> {
  return [
    await replaySelection(run, selection, means),
    replayChoice(run, system, selection, means),
    replaySubsets(run, system, selection),
    ...(await replayScores(run, system, selection, means)),
  ];
}

/** Replays the choice of referencers. A system that needs no bank gets an empty one. */
function replayChoice(run: Replayable, system: System, selection: Selection, { bank }: ReplayMeans): ReplayedPart {
  if (system.needsBank && (bank === null || changeOfBank(selection, bank) !== null)) {
    return leftOut("referencers", "Without the run's question bank nobody can say whom its system chose.");
  }
  const again = chooseAgain(system, selection, run, bank ?? packBank(selection.space, []));
  return judged("referencers", listDifference("referencers", selection.referencers, again));
}

const noSelection: ReplayedPart = leftOut("selection", "The run ended before models were chosen.");

async function replaySelection(
  { asked, parameters }: Replayable,
  selection: Selection,
  { embedding, bank }: ReplayMeans,
): Promise<ReplayedPart> {
  if (bank === null) return leftOut("selection", "Without the question bank the recorded priors are taken.");
  const change = changeOfBank(selection, bank);
  if (change !== null) {
    return leftOut("selection", `The question bank is not the run's, so the recorded priors are taken: ${change}.`);
  }
  const again = await selectAgain({ selection, asked, parameters }, bank, embedding);
  return judged("selection", selectionDifferences(selection, again));
}

function replaySubsets(run: Replayable, system: System, selection: Selection): ReplayedPart {
  const { parameters, seed, references, subsets, outcome } = run;
  if (subsets.length === 0 && system.conclusion !== "vote")
    return leftOut("subsets", "The run ended before subsets were drawn.");
  const { referencers } = selection;
  const prior = referencerPriors(selection);
  const first = system.draw(prior, parameters, seed);
  const present = references.flatMap((reference, index) => (hasAnswered(reference) ? [index] : []));
  const last = drawAgain({ system, prior, parameters, seed }, first, present) ?? first;
  // A run may have been stopped before it drew again.
  const possible = outcome === "done" ? [last] : [last, first];
  const differences = possible.map((draws) => drawDifferences(subsets, namesOfDraws(draws, referencers)));
  return judged("subsets", differences.find((none) => none.length === 0) ?? differences[0] ?? []);
}

function drawDifferences(recorded: readonly (readonly string[])[], now: readonly (readonly string[])[]): string[] {
  const draws = Array.from({ length: Math.max(recorded.length, now.length) }, (_, draw) => draw);
  return draws.flatMap((draw) => listDifference(`draw ${draw + 1}`, recorded[draw] ?? [], now[draw] ?? []));
}
