import { messageOf } from "../errors.ts";
import { type BankQuestion, type Task, taskBeyondLimits } from "../question-bank/index.ts";
import type { JudgingTools, RunningMeans } from "./task-check.ts";
import { TaskError } from "./task-check.ts";
import { checkOf } from "./task-checks.ts";
import type { Verdict } from "./verdict.ts";

/** The means of checking a reply. */
export interface CheckMeans extends RunningMeans {
  /** Runs `judgeReply` in a process of its own and within a time limit. */
  readonly judge: (task: Task, reply: string, signal: AbortSignal) => Promise<Verdict>;
  readonly signal: AbortSignal;
}

/**
 * Judges a model's whole reply to a question, without its thinking (Eq. 1).
 *
 * @throws the signal's reason once it is aborted; every other error becomes a `failed` verdict
 */
export async function checkReply(
  { task }: Pick<BankQuestion, "task">,
  reply: string,
  { judge, signal, ...means }: CheckMeans,
): Promise<Verdict> {
  signal.throwIfAborted();
  const check = checkOf(task);
  try {
    const reason = taskBeyondLimits(task);
    if (reason !== undefined)
      return { kind: "failed", detail: `The question cannot be checked: ${reason}.`, isLasting: true };
    const run = "judge" in check ? judge(task, reply, signal) : check.run(task as never, reply, means, signal);
    const verdict = await run;
    // A run that was stopped looks like one that crashed.
    signal.throwIfAborted();
    return verdict;
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "failed", detail: messageOf(error) };
  }
}

/** Judges a reply without running code. Has no time limit, so it belongs in the checker process. */
export function judgeReply(task: Task, reply: string, tools: JudgingTools): Verdict {
  const check = checkOf(task);
  if (!("judge" in check))
    return { kind: "failed", detail: `The check of ${task.kind} runs code: it needs the sandbox.` };
  try {
    return check.judge(task as never, reply, tools);
  } catch (error) {
    if (error instanceof TaskError) return { kind: "failed", detail: error.message, isLasting: true };
    throw error;
  }
}
