import type { ServedMember } from "../../../chat/index.ts";
import { answerQuestion, type Means, planRun, type Run, type Settled } from "../../../core/answer/index.ts";
import type { Parameters } from "../../../core/parameters.ts";
import type { ChatModel, EmbeddingModel, FormulaComparison } from "../../../core/ports.ts";
import { derivedSeed } from "../../../core/random.ts";
import type { AggregatorStudy } from "../../../core/aggregators/index.ts";
import { type PromptTemplates, runPrompts } from "../../../core/prompts/index.ts";
import type { RunPolicy } from "../../../core/run-policy.ts";
import { applyEvent, type RunRecord, startRecord } from "../../../core/record/index.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import type { Imported } from "../imported/imported.ts";
import type { BankParts } from "../questions/bank-parts.ts";
import type { PlainQuestion } from "../questions/read-questions.ts";
import type { Variant } from "../variant.ts";
import { VirtualClock } from "../virtual-clock.ts";
import { publishedReplies } from "./published-replies.ts";
import { settle } from "./settle.ts";
import { inRandomOrder, variantPool } from "./variant-pool.ts";
import type { AnswerForm, Question } from "../../../core/question.ts";
import type { Task } from "../../../core/question-bank/index.ts";
import { taskPrompt } from "../../../core/tasks/index.ts";

/** The means that all runs of a benchmark share. */
export interface BenchmarkMeans {
  readonly members: readonly ServedMember[];
  readonly bank: BankParts;
  readonly embedding: EmbeddingModel;
  readonly replies: ReplySource;
  /** Replies for members without a server; null when there are none. */
  readonly published: Imported | null;
  /** Parameters of the settings. */
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  /** The user's prompts; absent when all are built in. */
  readonly templates?: PromptTemplates;
  /** Aggregator of the settings: `auto`, a model reference or a bank name. */
  readonly aggregator: string;
  /** As `aggregator`, for coding questions. */
  readonly codingAggregator: string;
  /** How the models did as aggregators; null when they were never compared. */
  readonly aggregatorStudy: AggregatorStudy | null;
  /** Bank name of the model that names keywords of questions without keywords in the bank; "" for the aggregator. */
  readonly skillModel: string;
  /** Compares formulas by value; if absent, formulas are compared as written. */
  readonly equalMath?: FormulaComparison;
  readonly simulated: boolean;
}

/** One variant with one test question. */
export interface Trial {
  readonly variant: Variant;
  readonly question: PlainQuestion;
  /** Data set of the question. */
  readonly dataSet: string;
}

/** Answers one test question with a variant. Time is virtual: every reply takes as long as when it was made. */
export async function runVariant(trial: Trial, means: BenchmarkMeans, signal: AbortSignal): Promise<RunRecord> {
  const time = new VirtualClock();
  const run = runOf(trial, await settle(trial, means), means);
  return time.run(follow(run, meansOf(trial, run, means, time), signal));
}

/**
 * Returns the models that a variant would ask a test question, in order. A model that is listed several times gives
 * several answers. Calls no model.
 *
 * @throws the signal's reason
 */
export async function referencersOf(
  trial: Trial,
  means: Omit<BenchmarkMeans, "replies">,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const time = new VirtualClock();
  const run = runOf(trial, await settle(trial, means), means);
  const replies = { reply: () => Promise.reject(new Error("Nobody is asked yet.")) };
  const given = meansOf(trial, run, { ...means, replies }, time);
  const { selection } = await time.run(planRun(run, given, signal));
  return selection.referencers;
}

async function follow(run: Run, means: Means, signal: AbortSignal): Promise<RunRecord> {
  let record: RunRecord | null = null;
  for await (const event of answerQuestion(run, means, signal)) {
    record = event.type === "run-start" ? startRecord(event) : record && applyEvent(record, event);
  }
  if (record === null) throw new Error("The question ended before a model was asked. Ask it again.");
  return record;
}

/** Returns the run of a trial. Variants with the same seed draw alike, so that they differ only in what they vary. */
function runOf({ variant, question }: Trial, settled: Settled, means: Omit<BenchmarkMeans, "replies">): Run {
  const [aggregator = "auto"] = settled.aggregators;
  return {
    runId: `${variant.id} ${question.id}`,
    seed: derivedSeed(variant.seed, question.id),
    question: askedQuestion(question, means.templates),
    system: variant.system,
    parameters: parametersOf(variant, means.parameters),
    policy: { ...means.policy, hedge: "off", earlyStop: false },
    aggregator,
    codingAggregator: aggregator,
    settled,
    skillModel: means.skillModel,
    ...(question.skills === undefined || question.skills.length === 0 ? {} : { keywords: question.skills }),
  };
}

/** Returns the settings' parameters with those of the variant; K_drop stays below K when only K was changed. */
export function parametersOf({ parameters: own }: Pick<Variant, "parameters">, settings: Parameters): Parameters {
  const all = { ...settings, ...own };
  return { ...all, dropCount: Math.min(all.dropCount, all.referencers - 1) };
}

function meansOf(
  { variant, question, dataSet }: Trial,
  { seed, aggregator, skillModel = "" }: Run,
  { members, bank, embedding, replies, published, equalMath, simulated }: BenchmarkMeans,
  time: VirtualClock,
): Means {
  const part = bank.partFor(variant.bank, dataSet, variant.seed);
  const chosen = variantPool(members, variant, [aggregator, skillModel]);
  const pool = variant.bank.kind === "none" ? inRandomOrder(chosen, seed) : chosen;
  const source = published === null ? replies : publishedReplies(published, question, replies);
  const looking = lookingUp(embedding, question);
  return {
    pool: pool.map((member) => {
      const chat = timedChat(member, source, time);
      return { ...member, chat, second: chat };
    }),
    bank: { load: () => Promise.resolve(part) },
    embedding: { space: looking.space, embed: (...given) => time.outside(looking.embed(...given)) },
    // A change of the space in the middle would make figures that cannot be compared.
    standIn: null,
    clock: time.clock,
    wait: time.wait,
    ...(equalMath === undefined
      ? {}
      : { equalMath: (one: string, other: string) => time.outside(Promise.resolve(equalMath(one, other))) }),
    simulated,
  };
}

/**
 * Returns a test question in the form that a run asks: with its task's own prompt (Fig. 8), and with the user's prompts
 * if there are any.
 */
function askedQuestion(question: PlainQuestion, templates: PromptTemplates = {}): Question {
  const { system, user } = taskPrompt(question, templates);
  const form = answerForm(question.task);
  const prompts = runPrompts(templates);
  return {
    text: user,
    context: [],
    conversation: [],
    system,
    ...(prompts !== undefined && { prompts }),
    ...(form !== null && { answerForm: form }),
  };
}

/** Returns the form of a task's answer; null when answers can only be compared as texts. */
function answerForm(task: Task): AnswerForm | null {
  switch (task.kind) {
    case "choice":
      return { kind: "choice", options: task.options };
    case "math":
      return { kind: "math" };
    case "text":
      return task.exact === undefined ? null : { kind: "text" };
    default:
      return null;
  }
}

/**
 * Returns an embedder for one question, which embeds the question's own words for retrieval because the bank holds no
 * prompts.
 */
function lookingUp(embedding: EmbeddingModel, { question }: PlainQuestion): EmbeddingModel {
  return {
    space: embedding.space,
    embed: (texts, purpose, signal) =>
      embedding.embed(purpose === "query" ? texts.map(() => question) : texts, purpose, signal),
  };
}

/**
 * Returns a model whose replies come from a source, and take as long on the run's clock as they took when they were
 * made.
 */
function timedChat(member: ServedMember, replies: ReplySource, time: VirtualClock): ChatModel {
  return {
    async chat(request, _onDelta, signal) {
      signal.throwIfAborted();
      request.onSent?.();
      const { reply, durationMs } = await time.outside(replies.reply(member, request));
      await time.wait(durationMs, signal);
      return reply;
    },
  };
}
