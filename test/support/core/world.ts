import type { CodeSandbox } from "../../../src/core/code-runner.ts";
import { answerQuestion, type EmbeddedBank, type Run } from "../../../src/core/answer/index.ts";
import type { EmbeddingModel, FormulaComparison, PoolMember, SpeedMemory } from "../../../src/core/ports.ts";
import { drawSubsets, keepProbabilities } from "../../../src/core/enhancement/index.ts";
import type { Question } from "../../../src/core/question.ts";
import { normalise } from "../../../src/core/embedding.ts";
import { type Parameters, resolveParameters } from "../../../src/core/parameters.ts";
import type { PackedBank } from "../../../src/core/packed-bank/index.ts";
import { plainPolicy } from "./plain-policy.ts";
import { randomStream } from "../../../src/core/random.ts";
import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../../../src/core/record/index.ts";
import { bankOf, SPACE } from "./banks.ts";
import type { TunedSource } from "../../../src/core/tuned/index.ts";
import type { VirtualClock } from "../lab/virtual-clock.ts";

export const QUESTION: Question = { text: "How?", context: [], conversation: [] };

/** Returns an embedder with fixed vectors that records its texts; other texts get [1, 0]. */
export function fixedEmbedder(
  vectors: Readonly<Record<string, readonly number[]>> = {},
): EmbeddingModel & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    space: SPACE,
    seen,
    embed(texts) {
      seen.push(...texts);
      return Promise.resolve(texts.map((text) => ({ space: SPACE, vector: normalise(vectors[text] ?? [1, 0]) })));
    },
  };
}

/**
 * Returns ten questions on which the models are right 10, 9, 8, ... times, so that the pool's order is that of its
 * priors.
 */
export function rankedBank(models: readonly string[]): PackedBank {
  return bankOf(
    Array.from({ length: 10 }, (_, row) => ({
      outcomes: Object.fromEntries(models.map((model, rank) => [model, row < 10 - rank ? 1 : 0])),
    })),
  );
}

/** Returns a seed with which three models of a ranked bank are drawn like this, however seeds become random numbers. */
export function seedDrawing(wanted: readonly string[]): number {
  const keep = keepProbabilities([10, 9, 8], "paper");
  const size = wanted[0]?.split(",").length ?? 0;
  for (let seed = 0; seed < 10_000; seed++) {
    const subsets = drawSubsets(keep, size, wanted.length, randomStream(seed, "prior-dropping"));
    const drawn = subsets.map((subset) => subset.map((index) => "abc".charAt(index)).join());
    if (drawn.join(" ") === wanted.join(" ")) return seed;
  }
  throw new Error("No seed draws this.");
}

/** The parts of a run that a test may change. */
export interface World {
  readonly parameters?: Partial<Parameters>;
  readonly run?: Partial<Run>;
  readonly bank?: PackedBank;
  readonly embedding?: EmbeddingModel;
  readonly standIn?: EmbeddedBank;
  readonly equalMath?: FormulaComparison;
  readonly sandbox?: CodeSandbox;
  readonly speeds?: SpeedMemory;
  readonly tuned?: TunedSource;
  readonly signal?: AbortSignal;
  /** The clock; by default it stands still. */
  readonly time?: VirtualClock;
  readonly onEvent?: (event: RunEvent) => void;
}

/** A run's events, and its record. */
export interface Told {
  readonly events: readonly RunEvent[];
  readonly record: RunRecord;
}

/**
 * Runs the method over scripted models with a clock that stands still. Three models answer, whatever a preset says. The
 * first member has the highest prior.
 */
export async function answer(pool: readonly PoolMember[], world: World = {}): Promise<Told> {
  const parameters = resolveParameters("coding", { referencers: 3, ...world.parameters });
  const run: Omit<Run, "parameters"> = {
    policy: plainPolicy,
    runId: "run",
    seed: seedDrawing(["a,b", "a,c", "a,b", "a,b"]),
    question: QUESTION,
    system: "smcs",
    aggregator: "auto",
    codingAggregator: "auto",
  };
  const bank = world.bank ?? rankedBank(pool.map(({ name }) => name));
  const events: RunEvent[] = [];
  const stream = answerQuestion(
    { ...run, parameters, ...world.run },
    {
      pool,
      bank: { load: () => Promise.resolve(bank) },
      embedding: world.embedding ?? fixedEmbedder(),
      standIn: world.standIn ?? null,
      ...(world.equalMath === undefined ? {} : { equalMath: world.equalMath }),
      ...(world.sandbox === undefined ? {} : { sandbox: world.sandbox }),
      ...(world.speeds === undefined ? {} : { speeds: world.speeds }),
      ...(world.tuned === undefined ? {} : { tuned: world.tuned }),
      clock: world.time?.clock ?? (() => 0),
      wait: world.time?.wait ?? ((_milliseconds, signal) => endOf(signal)),
      simulated: true,
    },
    world.signal ?? new AbortController().signal,
  );
  const follow = async (): Promise<void> => {
    for await (const event of stream) {
      events.push(event);
      world.onEvent?.(event);
    }
  };
  await (world.time?.run(follow()) ?? follow());
  return { events, record: recordOf(events) };
}

/** Never resolves, because no time passes on a clock that stands still. Rejects when the signal aborts. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

/** Returns the fold of a run's events. */
export function recordOf(events: readonly RunEvent[]): RunRecord {
  const [first, ...rest] = events;
  if (first?.type !== "run-start") throw new Error("A run starts with run-start.");
  return rest.reduce(applyEvent, startRecord(first));
}
