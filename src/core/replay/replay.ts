import { drawAgain } from "../draw-again.ts";
import { explore, named } from "../plan-run.ts";
import type { EmbeddingModel } from "../ports.ts";
import type { PackedBank } from "../question-bank/packed-bank.ts";
import { referencerPriors } from "../selection/referencer-priors.ts";
import type { Selection } from "../selection/select-referencers.ts";
import { judged, leftOut, listDifference, type Replayable, type ReplayedPart } from "./parts.ts";
import { changeOfBank, rankAgain, selectAgain, selectionDifferences } from "./replay-selection.ts";
import { replayScores } from "./replay-scores.ts";

/** A run worked out again. */
export interface Replay {
  readonly runId: string;
  /** Whether no part differs. */
  readonly agrees: boolean;
  readonly parts: readonly ReplayedPart[];
}

/** What a replay works with. */
export interface ReplayMeans {
  readonly embedding: EmbeddingModel;
  /** Null when there is none to choose the models from again. */
  readonly bank: PackedBank | null;
}

/**
 * Works a run out again from its recorded replies, with the very functions that runs use. Every part starts from what
 * is recorded of the parts before it, so that a difference shows where it arose.
 */
export async function replay(run: Replayable, means: ReplayMeans): Promise<Replay> {
  const parts = run.selection === null ? [noSelection] : await replayParts(run, run.selection, means);
  return { runId: run.runId, agrees: parts.every(({ verdict }) => verdict !== "differs"), parts };
}

async function replayParts(run: Replayable, selection: Selection, means: ReplayMeans): Promise<ReplayedPart[]> {
  return [
    await replaySelection(run, selection, means),
    judged("referencers", listDifference("referencers", selection.referencers, rankAgain(selection, run.parameters))),
    replaySubsets(run, selection),
    ...(await replayScores(run, selection, means.embedding)),
  ];
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
  const again = await selectAgain(selection, asked, parameters, bank, embedding);
  return judged("selection", selectionDifferences(selection, again));
}

function replaySubsets(run: Replayable, selection: Selection): ReplayedPart {
  const { parameters, seed, references, subsets, outcome } = run;
  if (subsets.length === 0) return leftOut("subsets", "The run ended before subsets were drawn.");
  const { referencers } = selection;
  const prior = referencerPriors(selection);
  const first = explore(prior, parameters, seed, "prior-dropping");
  const present = references.flatMap(({ status }, index) => (status === "finished" ? [index] : []));
  const last = drawAgain(first, present, prior, parameters, seed) ?? first;
  // Whoever stopped a run may have done so before it drew again.
  const possible = outcome === "done" ? [last] : [last, first];
  const differences = possible.map((draws) => drawDifferences(subsets, named(draws, referencers)));
  return judged("subsets", differences.find((none) => none.length === 0) ?? differences[0] ?? []);
}

function drawDifferences(recorded: readonly (readonly string[])[], now: readonly (readonly string[])[]): string[] {
  const draws = Array.from({ length: Math.max(recorded.length, now.length) }, (_, draw) => draw);
  return draws.flatMap((draw) => listDifference(`draw ${draw + 1}`, recorded[draw] ?? [], now[draw] ?? []));
}
