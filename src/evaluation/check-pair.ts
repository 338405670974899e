import { BankError } from "../core/errors.ts";
import type { EvaluationRun, Pair } from "./run.ts";

/** Judges the kept reply of a pair and has the outcome recorded. Never rejects: what goes wrong is counted, or ends the run. */
export async function checkPair({ question, member }: Pair, run: EvaluationRun): Promise<void> {
  const { plan, means, tally, recorder, signal } = run;
  const { id, check, checker } = question;
  try {
    signal.throwIfAborted();
    const kept = member.log.latest(id);
    if (kept === undefined) throw new BankError(`The reply of ${member.name} to ${id} was not kept.`);
    const [asked, { text }] = await Promise.all([plan.spool.read(question.place), member.log.read(kept)]);
    const verdict = await means.check(asked, text, signal);
    if (verdict.kind === "failed") {
      run.failedChecks.add(verdict.reason);
      tally.checkFailed(member.name);
      return;
    }
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
    tally.judged(member.name, value);
    recorder.add(id, member.member.name, { value, weight: 1, evidence: "checked", checker, at });
  } catch (error) {
    if (!signal.aborted) run.fail(error);
  }
}
