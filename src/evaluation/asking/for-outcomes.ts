import { BankError } from "../../core/errors.ts";
import { checkOf, type Verdict } from "../../core/tasks/index.ts";
import { askedMessages } from "./planned-question.ts";
import type { Purpose } from "./purpose.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import { standingOf } from "./standing.ts";

/** Purpose of evaluated members: they answer, and their answers are judged (Eq. 1). */
export const forOutcomes: Purpose = {
  messages: askedMessages,
  prompt: ({ prompt }) => prompt,
  typicalOutput: (task) => checkOf(task).typicalOutput,
  standing: (question, member, { refreshStale = false, checkAgain = false }) => {
    const standing = standingOf(question, member);
    if (standing === "stale" && refreshStale) return "ask";
    const isKept = standing === "record" || (standing === "done" && member.log.latest(question.id) !== undefined);
    return checkAgain && isKept ? "check" : standing;
  },
  refusal: () => null,
  settle: checkPair,
};

type Judged = Extract<Verdict, { kind: "judged" }>;

/**
 * Judges the kept reply of a pair and has the outcome recorded. Never rejects: failures are counted, or end the run.
 */
async function checkPair(pair: Pair, run: EvaluationRun): Promise<void> {
  try {
    const verdict = await judgeKept(pair, run);
    if (verdict.kind === "judged") return;
    run.failedChecks.add(verdict, pair.question.id);
    run.tally.checkFailed(pair.member.name);
  } catch (error) {
    if (!run.signal.aborted) run.fail(error);
  }
}

/**
 * Judges the kept reply of a pair. A verdict is kept and recorded before it is returned; a failed check leaves
 * everything unchanged.
 *
 * @param beforeKept called with a verdict before it is kept
 * @throws the signal's reason; BankError when the reply cannot be read or the verdict cannot be kept
 */
export async function judgeKept(
  { question, member }: Pair,
  run: EvaluationRun,
  beforeKept: (verdict: Judged) => Promise<void> = () => Promise.resolve(),
): Promise<Verdict> {
  const { plan, means, tally, recorder, signal } = run;
  const { id, check, checker } = question;
  signal.throwIfAborted();
  const kept = member.log.latest(id);
  if (kept === undefined) throw new BankError(`The reply of ${member.name} to ${id} was not kept.`);
  const [asked, { text }] = await Promise.all([plan.spool.read(question.place), member.log.read(kept)]);
  const verdict = await means.check(asked, text, signal);
  if (verdict.kind === "failed") return verdict;
  await beforeKept(verdict);
  const { value, detail } = verdict;
  const at = means.now();
  await member.log.append({
    kind: "verdict",
    questionId: id,
    fingerprint: kept.fingerprint,
    check,
    value,
    detail,
    at,
  });
  tally.judged(member.name, value, kept.isCutOff);
  recorder.add(id, member.member.name, { value, weight: 1, evidence: "checked", checker, at });
  return verdict;
}
