import { BankError } from "../core/errors.ts";
import type { Task } from "../core/question-bank/bank-question.ts";
import { judgeKept } from "./check-pair.ts";
import { forOutcomes } from "./for-outcomes.ts";
import type { PlannedMember } from "./planned-member.ts";
import { outcomeName, type PlannedQuestion, REAL } from "./planned-question.ts";
import type { Purpose } from "./purpose.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import type { Standing } from "./standing.ts";

/** What judging a kept reply anew brought. */
export interface JudgedReply {
  readonly questionId: string;
  /** Bank name. */
  readonly model: string;
  /** The value in the bank before; null where it had none of a check. */
  readonly before: number | null;
  /** The value now; null where the reply cannot be checked. */
  readonly after: number | null;
  /** What the check found, or why it could not be done. */
  readonly detail: string;
}

/**
 * Models of the bank, configured or not: their kept replies are judged anew where an older checker judged them, and
 * nobody is asked. An outcome whose reply cannot be checked any more is taken away.
 */
export function forKeptReplies(onJudged: (reply: JudgedReply) => void): Purpose {
  return { ...forOutcomes, standing: keptStanding, settle: (pair, run) => judgePair(pair, run, onJudged) };
}

/** Whether a kept reply answers the question as the bank has it now, whatever the sampling was. */
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
  // What an evaluation has judged but not recorded is left to the next evaluation.
  return outcome === undefined || outcome === outcomeName(reply.verdict.value, checker) ? "done" : "record";
}

function isFrom(outcome: string, checker: string): boolean {
  return outcome.endsWith(` ${checker}`);
}

async function judgePair(pair: Pair, run: EvaluationRun, onJudged: (reply: JudgedReply) => void): Promise<void> {
  const { question, member } = pair;
  const { id, checker, known } = question;
  const { name } = member.member;
  try {
    await run.pause.whenRunning(run.signal);
    const outcome = known[member.column];
    const before = outcome === undefined ? null : Number.parseFloat(outcome);
    const verdict = await judgeKept(pair, run);
    if (verdict.kind === "judged") {
      onJudged({ questionId: id, model: name, before, after: verdict.value, detail: verdict.detail });
      return;
    }
    await assertCheckWorks((await run.plan.spool.read(question.place)).task, verdict.reason, run);
    const isOlder = outcome !== undefined && !isFrom(outcome, checker);
    if (isOlder) run.recorder.add(id, name, null);
    run.tally.checkFailed(member.name);
    onJudged({ questionId: id, model: name, before: isOlder ? before : null, after: null, detail: verdict.reason });
  } catch (error) {
    if (!run.signal.aborted) run.fail(error);
  }
}

/**
 * Looks whether a check that failed works at all here, with a reply that is right for certain: a checker that cannot start
 * must not take the bank's outcomes away.
 *
 * @throws BankError when it does not work
 */
async function assertCheckWorks(task: Task, reason: string, { means, signal }: EvaluationRun): Promise<void> {
  const { task: simple, reply } = simplest(task);
  const asked = { id: "simple", source: "own", split: "bank", question: "Simple?", task: simple } as const;
  const verdict = await means.check(asked, reply, signal);
  if (verdict.kind === "judged" && verdict.value === 1) return;
  const kind = task.kind === "code-tests" ? `${task.language} code` : `${task.kind} questions`;
  throw new BankError(
    `The check of ${kind} does not work on this machine (${reason}), so kept answers were not judged anew, and no outcome was taken away. Install SMCS again if this goes on, then judge again: it goes on where it ended.`,
  );
}

function simplest(task: Task): { task: Task; reply: string } {
  if (task.kind !== "code-tests") {
    return { task: { kind: "choice", options: ["one", "two"], answer: "A" }, reply: "The answer is (A)." };
  }
  const { language } = task;
  const isPython = language === "python";
  const test = isPython ? "assert same(1) == 1" : "assert.equal(same(1), 1);";
  const code = isPython ? "def same(x):\n    return x" : "function same(x) {\n  return x;\n}";
  const simple = { kind: "code-tests", language, entryPoint: "same", tests: [test] } as const;
  return { task: { ...simple, tests: [...simple.tests] }, reply: `\`\`\`${language}\n${code}\n\`\`\`` };
}
