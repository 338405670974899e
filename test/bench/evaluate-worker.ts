// node [--expose-gc] test/bench/evaluate-worker.ts BANK URL COUNT CONCURRENCY: evaluates one model on a bank that it
// creates, and prints an EvaluationMeasure as JSON. Garbage collections during the run take time, so leave out
// --expose-gc to measure time.
import { buildPool } from "../../src/chat/pool.ts";
import { createBank } from "../../src/bank/store/bank-store.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import { judged } from "../../src/core/tasks/index.ts";
import { evaluate } from "../../src/evaluation/asking/evaluate.ts";
import { planEvaluation } from "../../src/evaluation/asking/plan.ts";

/** The output of the worker. */
export interface EvaluationMeasure {
  /** From the plan to the last outcome in the bank. */
  readonly seconds: number;
  readonly right: number;
  /** Maximum memory in use after a collection, measured ten times during the run; 0 without --expose-gc. */
  readonly usedMegabytes: number;
  /** Maximum memory of the process, including garbage that was not collected yet. */
  readonly peakMegabytes: number;
}

const [bankFolder = "", baseUrl = "", count = "0", concurrency = "1"] = process.argv.slice(2);
const { signal } = new AbortController();
const endpoint = { name: "bench", kind: "vllm", baseUrl, models: ["model"], concurrency: Number(concurrency) } as const;

function* entries() {
  for (let i = 0; i < Number(count); i += 1) {
    const task = { kind: "choice", options: ["an answer", "another"], answer: "A" } as const;
    const question = `Question ${i}: ${"which of the two is right, and why? ".repeat(8)}`;
    const fixed = { source: "bench", split: "bank", capability: {} } as const;
    yield {
      question: { id: `q${i}`, ...fixed, question, task: { ...task, options: [...task.options] } },
      vector: [1, i],
    };
  }
}

await createBank(bankFolder, { space: "bench/1", entries: entries() });
const plan = await planEvaluation({
  bankFolder,
  members: async (known) =>
    (
      await buildPool(
        {
          endpoints: [{ ...endpoint, models: [...endpoint.models] }],
          keyOf: () => Promise.resolve(null),
          bankModels: known,
        },
        signal,
      )
    ).members,
  parameters: resolveParameters("paper", {}),
});
let used = 0;
let looks = 0;
function lookAtMemory(done: number): void {
  if (globalThis.gc === undefined || done < ((looks + 1) * Number(count)) / 10) return;
  looks += 1;
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  used = Math.max(used, heapUsed + external);
}

const startedAt = performance.now();
const { right } = await evaluate(
  plan,
  {
    check: (_question, reply) => Promise.resolve(judged(reply.includes("(A)"), "")),
    checks: 2,
    clock: () => performance.now(),
    now: () => new Date().toISOString(),
  },
  {
    signal,
    onProgress: (progress) => {
      lookAtMemory(progress.right);
    },
  },
);
const seconds = (performance.now() - startedAt) / 1000;
await plan.close();
const usedMegabytes = used / 2 ** 20;
const measure: EvaluationMeasure = {
  seconds,
  right,
  usedMegabytes,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(measure));
