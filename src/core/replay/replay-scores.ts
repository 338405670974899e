import { leadingReply, onlyPassing } from "../answer/index.ts";
import { type Candidate, conclude, lastArrived, type System } from "../systems/index.ts";
import { perplexityOf } from "../enhancement/index.ts";
import type { EmbeddingModel, FormulaComparison, ReplyEmbedder } from "../ports.ts";
import { judged, leftOut, listDifference, type Replayable, type ReplayedPart } from "./parts.ts";
import { type EventOf, hasAnswered, type RunEvent, shareOfExamples, standing } from "../record/index.ts";
import type { Selection } from "../selection/index.ts";
import { similarityThresholds } from "../similarity-thresholds.ts";

/** The means of comparing candidates. */
export interface Comparing {
  readonly embedding: EmbeddingModel;
  readonly equalMath?: FormulaComparison;
}

/** Recomputes Eq. 7, or the system's own way to decide: the candidates' scores, and the winner. */
export async function replayScores(
  run: Replayable,
  system: System,
  selection: Selection,
  { embedding, equalMath }: Comparing,
): Promise<[ReplayedPart, ReplayedPart]> {
  const bothLeftOut = (reason: string): [ReplayedPart, ReplayedPart] => [
    leftOut("scores", reason),
    leftOut("winner", reason),
  ];
  if (run.outcome !== "done" && run.winner === null) return bothLeftOut("The run ended before it had a winner.");
  if (run.decidedBy === "aggregator") {
    return bothLeftOut("An aggregator named the winner, and no record holds its words.");
  }
  if (
    (run.decidedBy === "votes" || endedEarly(run)) &&
    run.asked.answerForm?.kind === "math" &&
    equalMath === undefined
  ) {
    return bothLeftOut("The run compared formulas by their value, which this replay cannot.");
  }
  const space = run.comparedIn ?? (comparesTexts(run) ? selection.space : embedding.space);
  if (embedding.space !== space) {
    return bothLeftOut(`The run compared texts in ${space}; this embedder's space is ${embedding.space}.`);
  }
  const emitted: RunEvent[] = [];
  const candidates = run.candidates.filter(hasCompeted).map(candidateOf).filter(isUsable);
  const embedder: ReplyEmbedder = {
    embedReplies: (texts) => embedding.embed(texts, "document"),
    agreementThreshold: (one) => similarityThresholds(one).agreement,
  };
  const means = { question: run.asked, selection, parameters: run.parameters, embedder, equalMath };
  await conclude(system.conclusion, candidates, means, (event) => emitted.push(event));
  const scores = emitted.find((event) => event.type === "scores") ?? null;
  const differences = run.candidates.flatMap((candidate) => scoreDifferences(candidate, scores));
  const winner = listDifference(
    "winner",
    [recordedWinner(run)],
    [await winnerNow(run, system, { scores, selection, equalMath })],
  );
  return [judged("scores", differences), judged("winner", winner)];
}

/** Returns a recorded candidate in the form that scoring takes. */
function candidateOf(recorded: RecordedCandidate): Candidate {
  const { subset: draw, references: subset, model, text, status, meanLogprob } = recorded;
  const perplexity = perplexityOf(meanLogprob === null ? null : [meanLogprob])?.perplexity ?? null;
  return { draw, subset, model, text, status, perplexity, passed: shareOfExamples(recorded) };
}

type RecordedCandidate = Replayable["candidates"][number];

/** Whether a candidate was scored with the others; a correction is not when it was stopped, or could not be compared. */
function hasCompeted({ repairs, score }: RecordedCandidate): boolean {
  return repairs === null || score !== null;
}

function isUsable({ status, text }: Candidate): boolean {
  return status !== "failed" && text.trim() !== "";
}

function scoreDifferences(candidate: RecordedCandidate, scores: EventOf<"scores"> | null): string[] {
  const now = scores?.candidates.find(({ draw }) => draw === candidate.subset);
  const values = [
    ["similarity", candidate.similarity, now?.similarity ?? null],
    ["perplexity", candidate.perplexity, candidateOf(candidate).perplexity],
    ["score", candidate.score, now?.score ?? null],
    ["votes", candidate.votes, now?.votes ?? null],
    ["answer", candidate.answer, now?.answer ?? null],
  ] as const;
  return values
    .filter(([, recorded, again]) => recorded !== again)
    .map(([what, recorded, again]) => `candidate ${candidate.subset + 1}: ${what} recorded ${recorded}, now ${again}`);
}

function recordedWinner({ winner, fallback, candidates, references }: Replayable): string {
  if (winner === null) return "none";
  return fallback === null ? candidateName(candidates[winner]?.subset) : referenceName(references[winner]?.model);
}

/** What a winner follows from besides the replies. */
interface Scored {
  readonly scores: EventOf<"scores"> | null;
  readonly selection: Selection;
  readonly equalMath: FormulaComparison | undefined;
}

async function winnerNow(
  { asked, references, candidates, parameters, shortened }: Replayable,
  system: System,
  { scores, selection, equalMath }: Scored,
): Promise<string> {
  const passing = onlyPassing(
    candidates.map((candidate) => ({ passed: shareOfExamples(candidate) })),
    references.map(shareOfExamples),
  );
  if (passing !== null) return referenceName(references[passing]?.model);
  if (scores !== null) return candidateName(scores.winner);
  if (endedEarly({ shortened, candidates })) {
    const replies = references.map((one) => (hasAnswered(one) ? { model: one.model, text: one.text } : null));
    const leading = await leadingReply(replies, { question: asked, selection, equalMath });
    if (leading !== null) return referenceName(references[leading.index]?.model);
  }
  const reads = system.reads?.(references.length, parameters) ?? [];
  const [best] = lastArrived(reads, standing(references));
  return referenceName(best === undefined ? undefined : references[best]?.model);
}

/** Whether a cascade ended with a reply that suffices: nothing was merged, and no votes were counted. */
function endedEarly({ shortened, candidates }: Pick<Replayable, "shortened" | "candidates">): boolean {
  return shortened?.reason === "cascade" && candidates.length === 0;
}

/** Whether texts were compared. Counting answers compares none, nor does a single candidate outside SMCS. */
function comparesTexts({ decidedBy }: Replayable): boolean {
  return decidedBy !== "votes" && decidedBy !== "only";
}

const candidateName = (draw: number | undefined): string => (draw === undefined ? "none" : `candidate ${draw + 1}`);
const referenceName = (model: string | undefined): string => (model === undefined ? "none" : `the answer of ${model}`);
