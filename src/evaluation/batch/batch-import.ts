import { createReadStream } from "node:fs";
import { numberedLines } from "../../row-files/index.ts";
import { messageOf } from "../../core/errors.ts";
import { plainLine } from "../../core/plain-line.ts";
import { withEvaluationLock } from "../asking/index.ts";
import { type EvaluationPlan, isCurrent } from "../asking/index.ts";
import * as v from "valibot";
import { ChoiceCollector, parseChunk } from "../../replies/index.ts";
import type { Usage } from "../../core/ports.ts";
import { type BatchId, decodeBatchId } from "./batch-id.ts";

/** Counts of a batch result's lines. */
interface BatchImport {
  /** Replies that were kept by this import. */
  readonly imported: number;
  /** Replies that were kept already. */
  readonly skipped: number;
  readonly failed: number;
  /** Why lines were unusable, in order; `at` counts from 1. */
  readonly bad: readonly { readonly at: number; readonly reason: string }[];
}

/** Number of lines whose reason is kept. */
const NAMED = 100;
/** Longest reason in characters; a reason may quote the line. */
const LONGEST_REASON = 500;
/** How many replies are written to disk together. */
const TOGETHER = 256;

/**
 * Adds the results of a batch to the logs of kept replies, as if their models had been asked; `evaluate` then checks
 * them. Repeating the import changes nothing.
 *
 * @param plan of all models and questions that results may be for
 * @param now ISO 8601
 * @throws BankError when an evaluation is running or a reply cannot be stored; the signal's reason
 */
export function importBatch(
  plan: EvaluationPlan,
  file: string,
  now: () => string,
  signal: AbortSignal,
): Promise<BatchImport> {
  return withEvaluationLock(plan.bankFolder, signal, async (held) => {
    await Promise.all(plan.members.map(({ log }) => log.catchUp()));
    const keeper = new ReplyKeeper(plan, now);
    try {
      for await (const line of numberedLines(createReadStream(file))) {
        held.throwIfAborted();
        if ("tooLong" in line) keeper.refuse(line.at, "it is too long");
        else if (line.text.trim() !== "") await keeper.keep(line.at, line.text);
      }
      await keeper.stored();
      return keeper.result;
    } finally {
      await Promise.all(plan.members.map(({ log }) => log.close()));
    }
  });
}

class ReplyKeeper {
  private imported = 0;
  private skipped = 0;
  private failed = 0;
  private readonly bad: { at: number; reason: string }[] = [];
  private storing: Promise<unknown>[] = [];
  /** Pairs that this file has contained so far, because a pair may occur twice. */
  private readonly brought = new Set<string>();
  private readonly plan: EvaluationPlan;
  private readonly now: () => string;
  private readonly questions: ReadonlyMap<string, EvaluationPlan["questions"][number]>;
  private readonly members: ReadonlyMap<string, EvaluationPlan["members"][number]>;

  constructor(plan: EvaluationPlan, now: () => string) {
    this.plan = plan;
    this.now = now;
    this.questions = new Map(this.plan.questions.map((question) => [question.id, question]));
    this.members = new Map(this.plan.members.map((member) => [member.member.name, member]));
  }

  get result(): BatchImport {
    const { imported, skipped, failed, bad } = this;
    return { imported, skipped, failed, bad };
  }

  refuse(at: number, reason: string): void {
    this.failed += 1;
    if (this.bad.length < NAMED) this.bad.push({ at, reason: plainLine(reason, LONGEST_REASON) });
  }

  async keep(at: number, line: string): Promise<void> {
    try {
      const result = readBatchResult(line);
      const log = this.logFor(result);
      const pair = JSON.stringify([result.model, result.questionId]);
      if (log.latest(result.questionId)?.fingerprint === result.fingerprint || this.brought.has(pair)) {
        this.skipped += 1;
        return;
      }
      this.brought.add(pair);
      const { questionId, fingerprint, text, thinking, finish, usage, model } = result;
      const kept = { kind: "reply", questionId, fingerprint, text, finish, usage, costUsd: null } as const;
      const thought = thinking === "" ? {} : { thinking };
      const stored = log.append({ ...kept, ...thought, servedBy: `batch/${model}`, at: this.now() });
      // Failures are handled later, when many appends are awaited together.
      stored.catch(() => undefined);
      this.storing.push(stored);
      this.imported += 1;
    } catch (error) {
      this.refuse(at, messageOf(error));
    }
    if (this.storing.length >= TOGETHER) await this.stored();
  }

  /** Resolves when all kept replies are on disk. */
  async stored(): Promise<void> {
    const storing = this.storing;
    this.storing = [];
    await Promise.all(storing);
  }

  private logFor({ model, questionId, fingerprint }: BatchResult) {
    const member = this.members.get(model);
    if (member === undefined) throw new Error(`the model ${model} is not configured`);
    const question = this.questions.get(questionId);
    if (question === undefined) throw new Error(`the bank has no question ${questionId} with a check`);
    if (!isCurrent(fingerprint, question, member)) {
      throw new Error(`${questionId} has another prompt or sampling now; export it again`);
    }
    return member.log;
  }
}

/** A usable result of a batch. */
interface BatchResult extends BatchId {
  readonly text: string;
  readonly thinking: string;
  readonly finish: "stop" | "length";
  readonly usage: Usage | null;
}

const lineSchema = v.object({
  custom_id: v.string(),
  response: v.nullish(v.object({ status_code: v.nullish(v.number()), body: v.optional(v.unknown()) })),
  error: v.optional(v.unknown()),
});

const saying = v.object({ message: v.optional(v.string()) });
const complaintSchema = v.object({ ...saying.entries, error: v.optional(saying) });

/**
 * Reads a line of run-batch's output.
 *
 * @throws Error saying why it is unusable
 */
function readBatchResult(line: string): BatchResult {
  const { custom_id: customId, response, error } = parsed(line);
  const id = decodeBatchId(customId);
  if (id === null) throw new Error(`custom_id ${JSON.stringify(customId)} was not written by bank batch-export`);
  const status = response?.status_code ?? 200;
  const completion = response == null ? null : parseChunk(response.body);
  const complaint = completion?.error ?? (error == null ? null : complaintOf(error));
  if (complaint !== null) throw new Error(`the server reported an error: ${complaint}`);
  if (completion === null || status >= 400) throw new Error(`it holds no response (status ${status})`);
  const [choice] = completion.choices;
  if (choice === undefined) throw new Error("its response holds no choice");
  const collector = new ChoiceCollector(choice.index);
  collector.add(choice);
  const { text, thinking, finish } = collector.result();
  if (finish === "other")
    throw new Error(`the server ended the reply, not the model (${choice.finish_reason ?? "no reason"})`);
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = completion.usage ?? {};
  const usage = promptTokens == null || completionTokens == null ? null : { promptTokens, completionTokens };
  return { ...id, text, thinking, finish, usage };
}

function parsed(line: string): v.InferOutput<typeof lineSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error("it is not JSON");
  }
  const result = v.safeParse(lineSchema, value);
  if (result.success) return result.output;
  throw new Error("it is no result of run-batch");
}

/** Returns the text of an error: the error itself, or its message, directly inside it or one level deeper. */
function complaintOf(error: unknown): string {
  const { message, error: inner = {} } = v.parse(v.fallback(complaintSchema, {}), error);
  return message ?? inner.message ?? (typeof error === "string" ? error : JSON.stringify(error));
}
