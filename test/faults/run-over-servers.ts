import { setTimeout } from "node:timers/promises";
import { buildPool, type Pool } from "../../src/chat/index.ts";
import type { Traffic } from "../../src/queue/index.ts";
import { answerQuestion } from "../../src/core/answer/index.ts";
import { ChatError, type ChatFailureKind } from "../../src/core/errors.ts";
import type { Parameters } from "../../src/core/parameters.ts";
import type { ChatModel, PoolMember } from "../../src/core/ports.ts";
import type { RunEvent, RunRecord } from "../../src/core/record/index.ts";
import { plainPolicy } from "../support/core/plain-policy.ts";
import type { RunPolicy } from "../../src/core/run-policy.ts";
import type { Endpoint } from "../../src/core/endpoints/index.ts";
import { fixedEmbedder, QUESTION, rankedBank, recordOf } from "../support/core/world.ts";

/** Secrets that must never be shown: every endpoint's key, and the value of a header. */
export const KEY = "sk-marked-4f1b9c";
export const HEADER = { "x-marked": "marked-value-77e0" };

/** Timeout of a run in milliseconds; the slowest takes eight seconds. */
export const HANGS_AFTER_MS = 60_000;

/** A run over real servers. */
export interface RunOverServers {
  readonly endpoints: readonly Endpoint[];
  /** Sorted by prior. */
  readonly models: readonly string[];
  readonly parameters: Parameters;
  readonly traffic: Traffic;
  readonly seed?: number;
  readonly aggregator?: string;
  readonly policy?: RunPolicy;
  readonly signal?: AbortSignal;
  /** May stop the run. */
  readonly onEvent?: (event: RunEvent) => void;
}

/** The result of such a run. */
export interface Ended {
  readonly record: RunRecord;
  readonly events: readonly RunEvent[];
  /** The failures of all calls, by the model's name. */
  readonly failures: ReadonlyMap<string, readonly ChatFailureKind[]>;
  readonly problems: Pool["problems"];
}

/** Builds the pool from endpoints as in the settings, and runs the method with it to its end. */
export async function runOverServers(run: RunOverServers): Promise<Ended> {
  const { endpoints, models, parameters, traffic, seed = 1, aggregator = "auto", policy = plainPolicy, onEvent } = run;
  const signal = run.signal ?? new AbortController().signal;
  const { members, problems } = await buildPool(
    { endpoints, keyOf: () => Promise.resolve(KEY), bankModels: models, traffic },
    signal,
  );
  const failures = new Map<string, ChatFailureKind[]>();
  const means = {
    pool: members.map((member) => overheard(member, failures)),
    bank: { load: () => Promise.resolve(rankedBank(models)) },
    embedding: fixedEmbedder(),
    standIn: null,
    clock: () => performance.now(),
    wait: (milliseconds: number, until: AbortSignal) => setTimeout(milliseconds, undefined, { signal: until }),
    simulated: false,
  };
  const asked = { runId: `run ${seed}`, seed, question: QUESTION, system: "smcs" as const, parameters, policy };
  const events: RunEvent[] = [];
  for await (const event of answerQuestion({ ...asked, aggregator, codingAggregator: "auto" }, means, signal)) {
    events.push(event);
    onEvent?.(event);
  }
  return { record: recordOf(events), events, failures, problems };
}

/** Returns a member that records its failures, because events hold only their sentences. */
function overheard(member: PoolMember, failures: Map<string, ChatFailureKind[]>): PoolMember {
  const listening = (model: ChatModel): ChatModel => ({
    chat: (...call) =>
      model.chat(...call).catch((error: unknown) => {
        if (error instanceof ChatError)
          failures.set(member.name, [...(failures.get(member.name) ?? []), error.details.kind]);
        throw error;
      }),
  });
  return { ...member, chat: listening(member.chat), second: listening(member.second) };
}
