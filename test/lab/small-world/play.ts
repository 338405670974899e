import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { ServedMember } from "../../../src/chat/index.ts";
import type { ChatRequest } from "../../../src/core/ports.ts";
import { checkReply, judgeReply } from "../../../src/core/tasks/index.ts";
import { createMemory } from "../../../src/evaluation/checking/index.ts";
import type { Imported } from "../../../src/lab/benchmark/imported/imported.ts";
import { type BenchmarkPlan, planBenchmark } from "../../../src/lab/benchmark/plan-benchmark.ts";
import type { Table } from "../../../src/lab/benchmark/report/table.ts";
import { type BenchmarkOptions, runBenchmark } from "../../../src/lab/benchmark/run-benchmark.ts";
import { runVariant } from "../../../src/lab/benchmark/run/run-variant.ts";
import { tableNames, tablesFrom, variantsFor } from "../../../src/lab/benchmark/tables/tables.ts";
import type { Variant } from "../../../src/lab/benchmark/variant.ts";
import { createSandbox } from "../../../src/sandbox/index.ts";
import { builtFiles, snapshotFolder } from "../../sandbox/source-files.ts";
import { noTools } from "../../support/tasks/tasks.ts";
import { sourcesIn } from "./arrange.ts";
import { type Arrangement, SEEDS, type Seen } from "./setup.ts";
import { isForKeywords, promptOf, publishedReplies, Stage } from "./stage.ts";
import { authorsIn } from "./texts.ts";
import type { ModelName } from "./world.ts";

// Plans and runs the world, and makes its tables, as `smcs bench tables` does.

/** The result of a benchmark: its tables, and what the models saw of each variant. */
export interface Played {
  readonly tables: readonly Table[];
  readonly plan: BenchmarkPlan;
  /** The models in the pool of a variant, by its id. */
  readonly pools: ReadonlyMap<string, readonly ModelName[]>;
  /** Problems, in sentences. */
  readonly problems: readonly string[];
  /** By id of the variant and of the question. */
  readonly seen: ReadonlyMap<string, Seen>;
}

const { signal } = new AbortController();

/** Plans and runs the benchmark with all tables. */
export async function play(t: TestContext, arrangement: Arrangement): Promise<Played> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-small-world-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const sources = await sourcesIn(folder, t, arrangement);
  const stage = new Stage();
  const published = arrangement.published ? publishedReplies : null;
  const planned = async (tables: readonly string[], seeds: number): Promise<BenchmarkPlan> => {
    const plan = await planBenchmark(sources, { tables, seeds }, published, signal);
    const members = plan.means.members.map((member) => stage.cast(member));
    // Simulated models need no prices.
    return { ...plan, means: { ...plan.means, members, simulated: true } };
  };
  const options = optionsIn(path.join(folder, "cache"), t, stage);
  // Stores all requests of the first seed to the model that depends on the seed, with either limit. Later requests to
  // that model are for a later seed.
  await runBenchmark(await planned(["table-1", "table-6"], 1), options);
  stage.edition = "later";
  const plan = await planned(tableNames, SEEDS);
  const result = await runBenchmark(plan, options);
  if (result === null) throw new Error("The benchmark was not run.");
  const tables = tablesFrom(plan.tables, plan.context, result.outcomes);
  const variants = variantsFor(plan.tables, plan.context);
  const pools = new Map(variants.map(({ id, pool }) => [id, (pool ?? []) as ModelName[]]));
  const seen = await rehearse(variants, plan, stage);
  return { tables, plan, pools, problems: [...result.problems, ...result.notes], seen };
}

/** Returns the options. Replies are checked as usual, except that checks without code run in this process. */
function optionsIn(folder: string, t: TestContext, { durations }: Stage): BenchmarkOptions {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder });
  t.after(() => sandbox.close());
  const running = { sandbox, remember: createMemory(), signal };
  const checking: BenchmarkOptions["checking"] = {
    means: {
      check: (question, reply) =>
        checkReply(question, reply, {
          ...running,
          judge: (task, text) => Promise.resolve(judgeReply(task, text, noTools)),
        }),
      checks: 1,
      clock: () => 0,
      now: () => "2026-01-01T00:00:00.000Z",
    },
    warnings: () => [],
    close: () => Promise.resolve(),
  };
  return {
    folder,
    checking,
    budgetUsd: null,
    timesOf: (_, reply) => ({ firstTokenMs: null, durationMs: durations.get(reply) ?? NaN }),
    agree: () => Promise.resolve(true),
    onProgress: () => undefined,
    signal,
  };
}

/** Returns whether chance affects a variant. */
function restsOnChance({ system, parameters, bank }: Variant, settings: BenchmarkPlan["means"]["parameters"]): boolean {
  const { dropCount } = { ...settings, ...parameters };
  return system === "symbolic-moe" || bank.kind === "none" || (system === "smcs" && dropCount > 0);
}

/**
 * Runs the variants that depend on chance once more, and records what the models saw, which shows what was drawn.
 * Includes variants that the product has left out, to show whether that was right.
 */
async function rehearse(variants: readonly Variant[], plan: BenchmarkPlan, stage: Stage): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const variant of variants.filter((one) => restsOnChance(one, plan.means.parameters))) {
    for (const question of plan.split.test) {
      const own = { answering: [] as ModelName[], merges: [] as Seen["merges"][number][] };
      const replies = {
        reply(member: ServedMember, request: ChatRequest) {
          if (request.logprobs) {
            own.merges.push({ shown: authorsIn(promptOf(request)), choices: request.choices });
          } else if (!isForKeywords(request)) {
            own.answering.push(member.name as ModelName);
          }
          const reply = stage.reply(member, request);
          return Promise.resolve({ reply, durationMs: stage.durations.get(reply) ?? 0 });
        },
      };
      const heard = plan.means.published && {
        ...plan.means.published,
        reply(...asked: Parameters<Imported["reply"]>) {
          own.answering.push(asked[0] as ModelName);
          return publishedReplies.reply(...asked);
        },
      };
      const means = { ...plan.means, replies, published: heard };
      await runVariant({ variant, question, dataSet: plan.split.dataSetOf(question) }, means, signal);
      seen.set(`${variant.id} ${question.id}`, own);
    }
  }
  return seen;
}
