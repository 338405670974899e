import { type CandidateRecord, type RunRecord, shareOfExamples } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { gist } from "../why/gist.ts";
import { winnerOf } from "./candidates.ts";
import { type ScoreBreakdown, scoreBreakdown } from "./score-breakdown.ts";
import { isMerged, isSole } from "./system-traits.ts";
import { votesSentence } from "./votes.ts";

const TOLERANCE = 1e-6;

/** Returns why the winner won, in a sentence or two; null without a winner. */
export function winnerReason(record: RunRecord): string | null {
  const winner = winnerOf(record);
  if (winner === null) return null;
  switch (record.decidedBy) {
    case null:
      return null;
    case "posterior":
      return joined(examplesReason(record, winner), posteriorReason(record, winner));
    case "votes":
      return votesReason(record, winner);
    case "medoid":
      if (examplesReason(record, winner) !== null) return strings.passesMost;
      return isTied(record, winner) ? strings.medoidTied : strings.medoid;
    case "aggregator":
      return strings.aggregatorChose(record.candidates.length);
    case "only":
      if (isMerged(record)) return strings.mergesAll(winner.references.length);
      return isSole(record) ? reasonOfChoice(record) : strings.onlyAnswer;
  }
}

function joined(...sentences: readonly (string | null)[]): string | null {
  const said = sentences.filter((one) => one !== null);
  return said.length === 0 ? null : said.join(" ");
}

/** Returns that the winner passes more examples than others that were scored; null when it does not. */
function examplesReason({ candidates }: RunRecord, winner: CandidateRecord): string | null {
  const own = shareOfExamples(winner) ?? 0;
  return candidates.some((one) => one.score !== null && (shareOfExamples(one) ?? 0) < own) ? strings.passesMost : null;
}

/** Returns why a single model answered: its answer is the reply because the model was chosen. */
function reasonOfChoice(record: RunRecord): string | null {
  return record.selection && strings.sentence(gist(record, record.selection));
}

/** Returns the number of candidates that were scored. */
export function scoredCount(run: RunRecord): number {
  return run.candidates.filter((one) => scoreBreakdown(run, one) !== null).length;
}

function posteriorReason(record: RunRecord, winner: CandidateRecord): string | null {
  const own = scoreBreakdown(record, winner);
  if (own === null) return null;
  const others = rivals(record, winner);
  if (others.length === 0) return scoredCount(record) > 1 ? null : strings.onlyOne;
  if (isTied(record, winner)) return strings.tied;
  const agreesMost = isHighest(own, others, ({ similarity }) => similarity);
  const mostCertain =
    own.perplexityScore !== null && isHighest(own, others, ({ perplexityScore }) => perplexityScore ?? -Infinity);
  if (agreesMost && mostCertain) return strings.bestInBoth;
  if (agreesMost) return strings.bestAgreement;
  return mostCertain ? strings.bestPerplexity : strings.bestSum;
}

function votesReason(record: RunRecord, winner: CandidateRecord): string | null {
  const counted = votesSentence(record, winner);
  const ofWinner = record.candidates.filter(({ answer }) => answer === winner.answer).length;
  const asMany = record.candidates.filter(({ answer, votes }) => answer !== null && votes === winner.votes).length;
  // Equal answers may be written differently. Another answer has as many votes only if more candidates have that number
  // of votes.
  const isShared = asMany > Math.max(ofWinner, winner.votes ?? 0);
  if (counted === null) return null;
  const isOutnumbered = record.candidates.some(({ votes }) => (votes ?? 0) > (winner.votes ?? 0));
  if (isOutnumbered) return `${counted}. ${strings.votesOfBetter}`;
  return isShared ? `${counted}. ${strings.votesTied}` : counted;
}

/** Returns the scores of the other candidates that pass as many examples as the winner. */
function rivals(record: RunRecord, winner: CandidateRecord): ScoreBreakdown[] {
  const passed = shareOfExamples(winner) ?? 0;
  const others = record.candidates.filter((one) => one !== winner && (shareOfExamples(one) ?? 0) >= passed);
  return others.flatMap((one) => scoreBreakdown(record, one) ?? []);
}

function isTied(record: RunRecord, winner: CandidateRecord): boolean {
  const own = scoreBreakdown(record, winner);
  return own !== null && rivals(record, winner).some(({ total }) => own.total - total <= TOLERANCE);
}

function isHighest(
  own: ScoreBreakdown,
  others: readonly ScoreBreakdown[],
  term: (one: ScoreBreakdown) => number,
): boolean {
  return others.every((other) => term(own) - term(other) > TOLERANCE);
}
