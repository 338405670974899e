import { type CandidateRecord, replyOf, type RunRecord } from "../../../core/record/index.ts";
import { areAnswers } from "../../../core/system-names.ts";
import type { JudgedCandidate, JudgedReply, Outcome } from "../outcome.ts";
import type { Trial } from "./run-variant.ts";
import { isPublished } from "./published-replies.ts";
import type { PackedBank } from "../../../core/packed-bank/index.ts";
import { expertWeights, rankBySkills } from "../../../core/skills/index.ts";

const CAP = "smcs.budget.perQuestionUsd";

/** Resolves with how right a reply to the question is, 0 to 1; null when it could not be checked. */
type Judge = (reply: string) => Promise<number | null>;

/** Returns the result of a finished run, judged. */
export async function outcomeOf(
  { variant, question, dataSet }: Trial,
  record: RunRecord,
  prior: Outcome["prior"],
  judge: Judge,
): Promise<Outcome> {
  const { selection, totals, error, winner, fallback } = record;
  const reply = replyOf(record);
  const [correct, references, candidates] = await Promise.all([
    reply === null ? 0 : judge(reply),
    Promise.all(record.references.map((reference) => judgedReference(reference, judge))),
    Promise.all(record.candidates.map((candidate) => judgedCandidate(candidate, record, judge))),
  ]);
  return {
    variant: variant.id,
    question: question.id,
    source: dataSet,
    correct,
    costUsd: totals.costUsd,
    latencyMs: totals.durationMs ?? 0,
    references,
    candidates,
    winner: fallback === null ? winner : null,
    prior,
    supportBySource: selection?.supportBySource ?? {},
    replies: countReplies(record),
    ...(wasCapped(record) ? { capped: true } : {}),
    error: reply === null ? (error ?? "No answer came.") : null,
  };
}

/** Every message about an effect of the cap names the setting. */
function wasCapped({ warnings, references, candidates, error }: RunRecord): boolean {
  const errors = [...references, ...candidates].map((one) => one.error);
  return [...warnings, ...errors, error].some((words) => words?.includes(CAP) === true);
}

async function judgedReference(reference: RunRecord["references"][number], judge: Judge): Promise<JudgedReply> {
  const { model, costUsd, durationMs } = reference;
  return { model, correct: await judgedText(reference, judge), costUsd, durationMs };
}

async function judgedCandidate(candidate: CandidateRecord, record: RunRecord, judge: Judge): Promise<JudgedCandidate> {
  const { model, costUsd, references: subset, similarity, perplexity } = candidate;
  const request = record.requests.find(({ draws }) => draws.includes(candidate.subset));
  const durationMs = request?.durationMs ?? null;
  const correct = await judgedText(candidate, judge);
  const cutOff = candidate.status === "truncated";
  return { model, correct, costUsd, durationMs, subset, similarity, perplexity, cutOff };
}

/**
 * Counts a run's replies. Candidates that no model merged are references, and count once. Published files do not say
 * how a reply ended.
 */
function countReplies(run: RunRecord): Outcome["replies"] {
  const { references, candidates } = run;
  const unknown = references.filter(({ servedBy }) => servedBy !== null && isPublished({ reference: servedBy }));
  const ended = [...references.filter((one) => !unknown.includes(one)), ...(areAnswers(run) ? [] : candidates)].filter(
    ({ status }) => status === "finished" || status === "truncated",
  );
  const cutOff = ended.filter(({ status }) => status === "truncated").length;
  return { known: ended.length, cutOff, unknown: unknown.length };
}

/**
 * Returns how right a text is. A text that was cut off at the output limit is judged as it is, because the limit is
 * part of the sampling.
 */
async function judgedText(
  { status, text }: Pick<CandidateRecord, "status" | "text">,
  judge: Judge,
): Promise<number | null> {
  const isThere = (status === "finished" || status === "truncated") && text.trim() !== "";
  return isThere ? judge(text) : null;
}

/**
 * Returns the values by which the run's system ranks the pool: how likely a model is drawn in Symbolic-MoE, the skills
 * of similar questions in its variant by retrieval, and V_ref in all others.
 */
export function rankingOf(
  { system, selection, keywords }: Pick<RunRecord, "system" | "selection" | "keywords">,
  bank: PackedBank,
): Outcome["prior"] {
  if (selection === null) return [];
  const prior = selection.prior.map(({ model, value }) => ({ model, value }));
  const names = prior.map(({ model }) => model);
  if (system === "symbolic-moe-retrieval") return rankBySkills(bank, names, selection.support);
  if (system !== "symbolic-moe") return prior;
  const weights = expertWeights(bank, names, keywords?.matched ?? []);
  return names.map((model, index) => ({ model, value: weights?.[index] ?? 1 / names.length }));
}
