import { BankError } from "../../core/errors.ts";
import { judgeKept, forOutcomes } from "./for-outcomes.ts";
import type { PlannedMember } from "./planned-member.ts";
import { outcomeName, type PlannedQuestion, REAL } from "./planned-question.ts";
import type { Purpose } from "./purpose.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import type { Standing } from "./standing.ts";

/** The result of judging one kept reply anew. */
export interface ReplyJudgedAnew {
  readonly questionId: string;
  /** Bank name. */
  readonly model: string;
  /** The bank's value before; null when the bank had no checked value. */
  readonly before: number | null;
  /** The value now; null when the reply cannot be checked. */
  readonly after: number | null;
  /** What the check found, or why it was impossible. */
  readonly detail: string;
}

/** Callbacks while kept replies are judged. */
interface JudgingWatch {
  /** Called before the log and the bank are written. A rejection ends the run. */
  readonly onJudged: (reply: ReplyJudgedAnew) => Promise<void>;
  /** Called when a check was impossible for a reason that may pass: the outcome stays, and the next run tries again. */
  readonly onMissed: () => void;
}

/** How many questions in a row may fail to be checked before the run stops, because something is broken. */
const MOST_MISSED = 5;

/**
 * Returns the purpose of judging anew. The kept replies of the bank's models, configured or not, are judged if an older
 * checker judged them, and no model is asked. An outcome is removed when its reply can no longer be checked and the
 * cause lies in the task or the reply.
 */
export function forKeptReplies(watch: JudgingWatch): Purpose {
  const missed = new Set<string>();
  return { ...forOutcomes, standing: keptStanding, settle: (pair, run) => judgePair(pair, run, watch, missed) };
}

/** Returns the kept reply if it answers the question as the bank has it now, whatever the sampling was. */
function keptReply({ id, prompt }: PlannedQuestion, { log }: PlannedMember) {
  const reply = log.latest(id);
  return reply?.fingerprint.startsWith(`${prompt.fingerprint}-`) === true ? reply : undefined;
}

function keptStanding(question: PlannedQuestion, member: PlannedMember): Standing {
  const { check, checker, known } = question;
  const outcome = known[member.column];
  if (outcome === REAL) return "done";
  const reply = keptReply(question, member);
  if (reply === undefined) return outcome === undefined || isFrom(outcome, checker) ? "done" : "stale";
  if (reply.verdict?.check !== check) return "check";
  // A verdict that an evaluation has not recorded yet is left to the next evaluation.
  return outcome === undefined || outcome === outcomeName(reply.verdict.value, checker) ? "done" : "record";
}

function isFrom(outcome: string, checker: string): boolean {
  return outcome.endsWith(` ${checker}`);
}

async function judgePair(
  pair: Pair,
  run: EvaluationRun,
  { onJudged, onMissed }: JudgingWatch,
  missed: Set<string>,
): Promise<void> {
  const { question, member } = pair;
  const { id, checker, known } = question;
  const { name } = member.member;
  try {
    const outcome = known[member.column];
    const before = outcome === undefined ? null : Number.parseFloat(outcome);
    const verdict = await judgeKept(pair, run, ({ value, detail }) =>
      onJudged({ questionId: id, model: name, before, after: value, detail }),
    );
    if (verdict.kind === "judged") {
      missed.clear();
      return;
    }
    run.tally.checkFailed(member.name);
    if (verdict.isLasting !== true) {
      run.failedChecks.add(verdict, id);
      onMissed();
      missed.add(id);
      if (missed.size >= MOST_MISSED) throw new BankError(tooManyMissed(verdict.detail));
      return;
    }
    missed.clear();
    const isOlder = outcome !== undefined && !isFrom(outcome, checker);
    await onJudged({
      questionId: id,
      model: name,
      before: isOlder ? before : null,
      after: null,
      detail: verdict.detail,
    });
    if (isOlder) run.recorder.add(id, name, null);
  } catch (error) {
    if (!run.signal.aborted) run.fail(error);
  }
}

function tooManyMissed(reason: string): string {
  return `The checks of ${MOST_MISSED} questions in a row could not be done (${reason}), so the kept answers were not judged any further. Their outcomes stay as they are. Judge them again when the machine is well; install SMCS again if this goes on.`;
}
