import { createHash } from "node:crypto";
import * as v from "valibot";
import type { BankQuestion, Task } from "../../../core/question-bank/index.ts";
import { codeInReply, type Verdict } from "../../../core/tasks/index.ts";
import type { EvaluationMeans } from "../../../evaluation/checking/index.ts";
import { FailedChecks, Slots } from "../../../evaluation/pacing/index.ts";
import { checkFingerprint } from "../../../evaluation/asking/index.ts";
import { CheckedLog } from "../../../storage/index.ts";
import { notWritten } from "./cache-error.ts";

/** 128 bits in hexadecimal digits. */
const DIGITS = 32;

/** A line of the verdicts' file. */
const keptVerdictSchema = v.object({
  key: v.string(),
  /** 0 to 1. */
  value: v.number(),
  detail: v.string(),
});

/**
 * The verdicts on replies, on disk. The same answer to the same task is checked once, whatever text surrounds it. A
 * failed check is not cached, so the next process repeats it.
 */
export class VerdictCache {
  /** Number of checks that were done, not read from the cache. */
  done = 0;
  readonly failed = new FailedChecks();
  private readonly known = new Map<string, Promise<number | null>>();
  private readonly log: CheckedLog;
  private readonly check: EvaluationMeans["check"];
  private readonly slots: Slots;

  private constructor(file: string, { check, checks }: Pick<EvaluationMeans, "check" | "checks">) {
    this.log = new CheckedLog(file, {
      onLine: (value) => {
        const line = v.safeParse(keptVerdictSchema, value);
        if (line.success) this.known.set(line.output.key, Promise.resolve(line.output.value));
      },
      whenFailed: (error) => notWritten(file, error),
    });
    this.check = check;
    this.slots = new Slots(checks);
  }

  /** Opens the cache in a file, which need not exist yet. */
  static async open(file: string, checking: Pick<EvaluationMeans, "check" | "checks">): Promise<VerdictCache> {
    const cache = new VerdictCache(file, checking);
    await cache.log.catchUp();
    return cache;
  }

  /**
   * Returns how right a reply is, 0 to 1; null when it could not be checked.
   *
   * @throws the signal's reason
   */
  judge(question: BankQuestion, reply: string, signal: AbortSignal): Promise<number | null> {
    const key = verdictKey(question.task, reply);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const judging = this.judgeNow(key, question, reply, signal);
    this.known.set(key, judging);
    return judging;
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.log.close();
  }

  private async judgeNow(
    key: string,
    question: BankQuestion,
    reply: string,
    signal: AbortSignal,
  ): Promise<number | null> {
    const verdict = await this.checkInTurn(question, reply, signal);
    this.done += 1;
    if (verdict.kind === "failed") {
      this.failed.add(verdict, question.id);
      return null;
    }
    const { value, detail } = verdict;
    await this.log.append({ key, value, detail });
    return value;
  }

  private async checkInTurn(question: BankQuestion, reply: string, signal: AbortSignal): Promise<Verdict> {
    await this.slots.take();
    try {
      return await this.check(question, reply, signal);
    } finally {
      this.slots.release();
    }
  }
}

/**
 * Returns the key of everything that a verdict depends on: the task with its checker, and the judged part of the reply.
 */
function verdictKey(task: Task, reply: string): string {
  const judged = task.kind === "code-tests" ? codeInReply(task, reply) : reply;
  return createHash("sha256")
    .update(JSON.stringify([checkFingerprint(task), judged]))
    .digest("hex")
    .slice(0, DIGITS);
}
