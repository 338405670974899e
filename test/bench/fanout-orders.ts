import { groupDraws } from "../../src/core/enhancement/index.ts";
import { ChatError } from "../../src/core/errors.ts";
import { presets } from "../../src/core/parameters.ts";
import type { ChatModel, EmbeddingModel, PoolMember } from "../../src/core/ports.ts";
import { derivedSeed, randomStream } from "../../src/core/random.ts";
import { plainPolicy } from "../support/core/plain-policy.ts";
import type { RunPolicy } from "../../src/core/run-policy.ts";
import { SPACE } from "../support/core/banks.ts";
import { choiceOf, member } from "../support/core/scripted-model.ts";
import { VirtualClock } from "../support/lab/virtual-clock.ts";
import { answer, rankedBank } from "../support/core/world.ts";
import { latenciesOf, type Latencies } from "./fanout-latencies.ts";

const MODELS = ["a", "b", "c", "d", "e", "f", "g"];
const bank = rankedBank(MODELS);

/** The time of a run with the real orchestrator, and the time if every stage waited for the one before. */
export interface RunTimes {
  readonly ours: number;
  readonly waitingForAll: number;
  /** Number of references that were requested a second time. */
  readonly hedged: number;
}

/** The target of second requests: another endpoint, or the same one again. */
export type Second = "elsewhere" | "again";

/** Performs runs 0 to `runs` - 1 under a policy, on a clock of their own. In every second run the candidates agree. */
export async function runTimes(runs: number, policy: Partial<RunPolicy>, second: Second): Promise<RunTimes[]> {
  const times: RunTimes[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await runTime(run, { ...plainPolicy, ...policy }, second));
  return times;
}

async function runTime(run: number, policy: RunPolicy, second: Second): Promise<RunTimes> {
  const time = new VirtualClock();
  const latencies = latenciesOf(run);
  const agree = randomStream(run, "agree")() < 0.5;
  const { record } = await answer([...referencers(time, latencies, second), aggregator(run, time, latencies, agree)], {
    time,
    bank,
    parameters: presets.paper,
    embedding: byText,
    run: { policy, seed: run, aggregator: "agg" },
  });
  if (record.winner === null || record.fallback !== null) throw new Error(`Run ${run} has no winner.`);
  const references = MODELS.map((_, index) => latencies.reference(index, "first"));
  const groups = groupDraws(record.subsets.map((subset) => subset.map((name) => MODELS.indexOf(name))));
  const aggregations = groups.flatMap(({ draws }) =>
    draws.map((_, choice) => latencies.aggregation(draws[0] ?? 0, choice)),
  );
  const waitingForAll = Math.max(...references) + Math.max(...aggregations);
  const hedged = record.references.filter((reference) => reference.hedged).length;
  return { ours: record.totals.durationMs ?? Infinity, waitingForAll, hedged };
}

function referencers(time: VirtualClock, latencies: Latencies, second: Second): PoolMember[] {
  return MODELS.map((name, index) => ({
    ...member(name, answering(time, latencies.reference(index, "first"), `by ${name}`)),
    second: { chat: answering(time, latencies.reference(index, second), `by ${name}`) },
  }));
}

/** Returns the aggregator. Its choices end one by one, as those of a streamed request do. */
function aggregator(run: number, time: VirtualClock, latencies: Latencies, agree: boolean): PoolMember {
  const draws = Array.from({ length: presets.paper.aggregations }, (_, draw) => draw);
  const chat: ChatModel["chat"] = async (request, onDelta, signal) => {
    // The seed identifies a request's first draw.
    const first = draws.find((draw) => request.seed === derivedSeed(run, `aggregation/${draw}`)) ?? 0;
    const choices = draws.slice(0, request.choices).map(async (choice) => {
      await sleep(time, latencies.aggregation(first, choice), signal);
      const ended = choiceOf(agree ? "the same" : `${first} ${choice}`);
      onDelta({ choice, text: ended.text, thinking: "", ended });
      return ended;
    });
    return { choices: await Promise.all(choices), usage: null, costUsd: null, servedBy: "fake/agg" };
  };
  return { ...member("agg", chat, chat), referencer: false };
}

function answering(time: VirtualClock, latency: number, text: string): ChatModel["chat"] {
  return async (_request, _onDelta, signal) => {
    await sleep(time, latency, signal);
    return { choices: [choiceOf(text)], usage: null, costUsd: null, servedBy: "fake/model" };
  };
}

async function sleep(time: VirtualClock, milliseconds: number, signal: AbortSignal): Promise<void> {
  await time.wait(milliseconds, signal).catch(() => {
    throw new ChatError("It was stopped.", { kind: "aborted", model: "fake/model" });
  });
}

/**
 * An embedder for which the question is where the bank's questions are. Equal candidates are similar, all others are
 * not.
 */
const byText: EmbeddingModel = {
  space: SPACE,
  embed: (texts, purpose) => {
    const distinct = [...new Set(texts)];
    const direction = (text: string) =>
      Float32Array.from(distinct, (_, index) => (index === distinct.indexOf(text) ? 1 : 0));
    const vector = (text: string) => (purpose === "query" ? Float32Array.of(1, 0) : direction(text));
    return Promise.resolve(texts.map((text) => ({ space: SPACE, vector: vector(text) })));
  },
};
