import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { builtInEmbedder } from "../../src/embedding/built-in/index.ts";
import { answerQuestion } from "../../src/core/answer/index.ts";
import { rankAggregators } from "../../src/core/aggregators/index.ts";
import type { AnswerForm } from "../../src/core/question.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import type { ChatReply, ChatRequest, PoolMember } from "../../src/core/ports.ts";
import type { BankQuestion, Task } from "../../src/core/question-bank/index.ts";
import type { PackedBank } from "../../src/core/packed-bank/index.ts";
import { derivedSeed } from "../../src/core/random.ts";
import { plainPolicy } from "../support/core/plain-policy.ts";
import { replyOf, type RunEvent, type RunRecord } from "../../src/core/record/index.ts";
import type { SystemName } from "../../src/core/system-names.ts";
import { checkerVersion, codeInReply, taskPrompt } from "../../src/core/tasks/index.ts";
import { selectReferencers } from "../../src/core/selection/index.ts";
import { ownServer } from "../support/core/scripted-model.ts";
import { recordOf } from "../support/core/world.ts";

// Computes figures from the files of a cache alone, with separate code: nothing of src/lab/benchmark is used here.

/** A line of replies.log. */
export interface CachedReply {
  readonly key: string;
  readonly choices: readonly {
    readonly text: string;
    readonly thinking: string;
    readonly finish: "stop" | "length";
    readonly logprobs: { readonly tokens: number; readonly measured: number; readonly sum: number } | null;
  }[];
  readonly usage: ChatReply["usage"];
  readonly costUsd: number;
  readonly servedBy: string;
  readonly durationMs: number;
}

/** A line of verdicts.log. */
export interface CachedVerdict {
  readonly key: string;
  readonly value: number;
}

/** A model as in the settings of the test. */
export interface PricedModel {
  readonly id: string;
  readonly promptUsdPerMTok: number;
  readonly completionUsdPerMTok: number;
}

/** The result of one system for one question. */
export interface PlayedBack {
  readonly correct: number;
  readonly costUsd: number;
  readonly latencyMs: number;
}

const parameters = resolveParameters("coding", {});
const { signal } = new AbortController();

function sha256(value: unknown, digits: number): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, digits);
}

/** Replays runs from the lines of a cache. */
export class PlayBack {
  private readonly replies: ReadonlyMap<string, CachedReply>;
  private readonly verdicts: ReadonlyMap<string, number>;
  private readonly models: readonly PricedModel[];
  private readonly bank: PackedBank;

  constructor(
    replies: readonly CachedReply[],
    verdicts: readonly CachedVerdict[],
    models: readonly PricedModel[],
    bank: PackedBank,
  ) {
    this.replies = new Map(replies.map((reply) => [reply.key, reply]));
    this.verdicts = new Map(verdicts.map(({ key, value }) => [key, value]));
    this.models = models;
    this.bank = bank;
  }

  /**
   * @param dataSet the question's data set, which some systems use
   * @param single the model that answers alone, in system `single`
   */
  async play(system: SystemName, question: BankQuestion, dataSet: string, single: string | null): Promise<PlayedBack> {
    const sent = new Map<number, CachedReply>();
    const everybody = this.models.map((model) => this.member(model, sent));
    const pool =
      single === null ? everybody : everybody.filter(({ name }) => name === single || name === this.merger());
    const { system: task, user } = taskPrompt(question);
    const form = formOf(question.task);
    const asked = {
      text: user,
      context: [],
      conversation: [],
      system: task,
      ...(form === null ? {} : { answerForm: form }),
    };
    const builtIn = builtInEmbedder();
    const [embedded] = await builtIn.embed([question.question], "query");
    assert.ok(embedded !== undefined);
    const { coding } = selectReferencers({ text: question.question, embedding: embedded }, this.bank, [], parameters);
    const run = {
      runId: "played back",
      seed: derivedSeed(1, question.id),
      question: asked,
      system,
      parameters: single === null ? parameters : { ...parameters, singleModel: single },
      policy: plainPolicy,
      aggregator: this.merger(),
      codingAggregator: this.merger(true),
      settled: { dataSet, coding, aggregators: this.mergers(coding) },
    };
    const means = {
      pool: pool.map((member) => ({ ...member, referencer: single === null || member.name === single })),
      bank: { load: () => Promise.resolve(this.bank) },
      embedding: {
        space: builtIn.space,
        embed: (texts: readonly string[], purpose: "query" | "document") =>
          builtIn.embed(purpose === "query" ? [question.question] : texts, purpose),
      },
      standIn: null,
      clock: () => 0,
      wait: () => Promise.reject(new Error("Nobody waits.")),
      simulated: false,
    };
    const events: RunEvent[] = [];
    for await (const event of answerQuestion(run, means, signal)) events.push(event);
    const record = recordOf(events);
    const reply = replyOf(record);
    return {
      correct: reply === null ? 0 : this.verdictOf(question.task, reply),
      costUsd: [...sent.values()].reduce((sum, { costUsd }) => sum + costUsd, 0),
      latencyMs: latencyOf(record, sent),
    };
  }

  private merger(coding = false): string {
    return this.mergers(coding)[0] ?? "";
  }

  private mergers(coding: boolean): string[] {
    const pool = this.models.map((model) => this.member(model, new Map()));
    const wanted = { aggregator: "auto", codingAggregator: "auto", coding };
    return rankAggregators(pool, this.bank, wanted).members.map(({ name }) => name);
  }

  private verdictOf(task: Task, reply: string): number {
    const judged = task.kind === "code-tests" ? codeInReply(task, reply) : reply;
    const value = this.verdicts.get(sha256([sha256([checkerVersion(task), task], 16), judged], 32));
    assert.ok(value !== undefined, `a verdict is not in the cache: ${reply}`);
    return value;
  }

  private member(
    { id, promptUsdPerMTok, completionUsdPerMTok }: PricedModel,
    sent: Map<number, CachedReply>,
  ): PoolMember {
    const reference = `demo/${id}`;
    const chat = {
      chat: (request: ChatRequest): Promise<ChatReply> => {
        const reply = this.replies.get(keyOf(id, reference, request));
        assert.ok(reply !== undefined, `a reply of ${id} is not in the cache`);
        sent.set(request.seed, reply);
        const { usage, costUsd, servedBy } = reply;
        const choices = reply.choices.map((choice) => ({ ...choice, logprobs: meanOf(choice), failure: null }));
        return Promise.resolve({ choices, usage, costUsd, servedBy });
      },
    };
    const server = { ...ownServer, name: "demo", prices: { promptUsdPerMTok, completionUsdPerMTok } };
    const price = promptUsdPerMTok + completionUsdPerMTok;
    return {
      name: id,
      reference,
      chat,
      second: chat,
      servers: [server],
      price,
      referencer: true,
      maxOutputTokens: null,
    };
  }
}

function keyOf(name: string, reference: string, { messages, sampling, choices, logprobs, seed }: ChatRequest): string {
  const { temperature, presencePenalty, maxOutputTokens } = sampling;
  const asking = sha256([temperature, presencePenalty, maxOutputTokens, [], "", "system"], 16);
  const asked = messages.map(({ role, content }) => [role, content]);
  return sha256([name, reference, asking, asked, choices, logprobs, seed], 32);
}

/** Returns one token of the mean log-probability, which has the same perplexity. */
function meanOf({ logprobs }: CachedReply["choices"][number]): number[] | null {
  return logprobs === null ? null : [logprobs.sum / logprobs.measured];
}

/**
 * Returns the latency of a run in milliseconds. Keywords come before references are requested. All references must
 * arrive. An aggregation begins when the answers that it merges are there, and when its own model has answered if that
 * was also asked.
 *
 * @param sent the replies, by the requests' seeds
 */
function latencyOf(
  { seed, references, requests, candidates }: RunRecord,
  sent: ReadonlyMap<number, CachedReply>,
): number {
  const timeOf = (name: string): number => {
    const reply = sent.get(derivedSeed(seed, name));
    assert.ok(reply !== undefined, `nothing was asked as ${name}`);
    return reply.durationMs;
  };
  const times = references.map(({ model }, index) => {
    const sample = references.slice(0, index).filter((other) => other.model === model).length;
    return { model, time: timeOf(sample === 0 ? `reference/${model}` : `reference/${model}/${sample}`) };
  });
  // Keywords are named before any model is asked for an answer.
  const before = requests.some(({ draws }) => draws.length === 0) ? timeOf("keywords") : 0;
  const merging = requests.filter(({ draws }) => draws.length > 0);
  const ends = merging.map(({ draws }) => {
    const own = candidates.find(({ subset }) => draws.includes(subset));
    assert.ok(own !== undefined);
    const awaited = times.filter(({ model }) => own.references.includes(model) || model === own.model);
    return Math.max(...awaited.map(({ time }) => time)) + timeOf(`aggregation/${draws[0] ?? 0}`);
  });
  return before + Math.max(...times.map(({ time }) => time), ...ends);
}

function formOf(task: Task): AnswerForm | null {
  if (task.kind === "choice") return { kind: "choice", options: task.options };
  if (task.kind === "math") return { kind: "math" };
  return task.kind === "text" && task.exact !== undefined ? { kind: "text" } : null;
}
