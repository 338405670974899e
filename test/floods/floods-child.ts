// node test/floods/floods-child.ts BASE_URL HOW [NAME...]: asks honest models and flooding ones in one run, and sends
// its parent the result and the memory used. HOW is `together`, `merging` for a model that should merge the honest
// answers, or `others` for lists of models and embeddings. Each run has a separate process, because a peak of memory is
// permanent.
import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { embeddingsRequest } from "../../src/embedding/endpoint/index.ts";
import { listModels } from "../../src/server-facts/index.ts";
import { realTime, Traffic } from "../../src/queue/index.ts";
import { defaultTimeLimits, replyLimits } from "../../src/limits/index.ts";
import { streamedRequest } from "../../src/requests/index.ts";
import { messageOf } from "../../src/core/errors.ts";
import { presets } from "../../src/core/parameters.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { endpointOf } from "../faults/faulty-endpoints.ts";
import { HANGS_AFTER_MS, runOverServers } from "../faults/run-over-servers.ts";
import { request, targetAt } from "../support/chat/stream.ts";
import { HONEST_TOKENS, otherFloods } from "./flood.ts";

/** The result of one run. */
export interface FloodedRun {
  /** The failure of each flooding model or request, by its name. */
  readonly failures: Readonly<Record<string, string>>;
  readonly outcome: string;
  /** Whether the honest models answered the user's question. */
  readonly isAnswered: boolean;
  readonly honestReferences: number;
  /** From the start of the run to an honest model's first word, and to the end of both honest answers. */
  readonly honestFirstMs: number;
  readonly honestEndMs: number;
  readonly durationMs: number;
  /** Longest time in which the process did nothing else. */
  readonly blockedMs: number;
  /** Resident memory after two honest runs, the second with the longest possible answer, and the maximum since then. */
  readonly startBytes: number;
  readonly peakBytes: number;
  readonly recordBytes: number;
}

const HONEST = ["honest-first", "honest-second"];

const [baseUrl = "", how = "", ...names] = process.argv.slice(2);
const never = new AbortController().signal;
const delay = monitorEventLoopDelay({ resolution: 5 });
const start = { bytes: 0 };

await flooded([], null);
await atLength();
start.bytes = process.memoryUsage.rss();
if (how === "others") process.send?.(await otherQuestions());
else process.send?.(how === "merging" ? await flooded([], names[0] ?? "") : await flooded(names, null));
process.disconnect();

/**
 * Requests the longest honest answer. It is accepted, and afterwards the process is warmed up, with compiled code and
 * memory.
 */
async function atLength(): Promise<void> {
  const target = { ...targetAt(""), baseUrl, model: { id: "honest-at-length" }, limits: defaultTimeLimits };
  const { choices } = await streamedRequest(target, { ...request, logprobs: true }, () => undefined, never);
  const { text, logprobs } = choices[0] ?? {};
  // The space at the very beginning is removed.
  assert.deepEqual([text?.length, logprobs?.length], [HONEST_TOKENS * " word".length - 1, HONEST_TOKENS]);
}

async function flooded(floods: readonly string[], merging: string | null): Promise<FloodedRun> {
  const startedAt = performance.now();
  const heard = { first: Infinity, end: 0 };
  const models = [...HONEST, ...floods, ...(merging === null ? [] : [merging])];
  delay.reset();
  delay.enable();
  const { record, events } = await runOverServers({
    endpoints: [{ ...endpointOf("local", baseUrl, models), concurrency: 16 }],
    models,
    parameters: { ...presets.coding, referencers: merging === null ? models.length : HONEST.length },
    aggregator: merging ?? "honest-first",
    traffic: new Traffic(realTime, () => 0.02),
    signal: AbortSignal.timeout(HANGS_AFTER_MS),
    onEvent: (event: RunEvent) => {
      if (!("model" in event) || !HONEST.includes(event.model ?? "")) return;
      if (event.type === "reference-delta") heard.first = Math.min(heard.first, performance.now() - startedAt);
      if (event.type === "reference-end") heard.end = performance.now() - startedAt;
    },
  });
  delay.disable();
  const others = record.references.filter(({ model }) => !HONEST.includes(model));
  const merged = merging === null ? [] : [[merging, record.warnings.join(" ")] as const];
  return {
    ...measured(startedAt),
    failures: Object.fromEntries([...others.map(({ model, error }) => [model, error ?? "none"] as const), ...merged]),
    outcome: record.outcome,
    isAnswered: record.winner !== null && record.fallback === null,
    honestReferences: record.references.filter(({ model, status }) => HONEST.includes(model) && status === "finished")
      .length,
    honestFirstMs: heard.first,
    honestEndMs: heard.end,
    recordBytes: JSON.stringify([record, merging === null ? [] : events.length]).length,
  };
}

/** Requests lists of models and embeddings, all at once. */
async function otherQuestions(): Promise<FloodedRun> {
  const startedAt = performance.now();
  delay.reset();
  delay.enable();
  const asked = otherFloods.map(async ({ name }) => {
    const target = { ...targetAt(""), baseUrl: `${baseUrl}/${name}` };
    const bytes = replyLimits.embeddingsBytes + replyLimits.vectorBytes;
    const asking = name.startsWith("embeddings")
      ? embeddingsRequest(target, ["one"], { milliseconds: HANGS_AFTER_MS, bytes }, never)
      : listModels(target, never);
    return [name, await asking.then(() => "none", messageOf)] as const;
  });
  const failures = Object.fromEntries(await Promise.all(asked));
  delay.disable();
  const unasked = { outcome: "done", isAnswered: true, honestReferences: HONEST.length };
  return { ...measured(startedAt), ...unasked, failures, honestFirstMs: 0, honestEndMs: 0, recordBytes: 0 };
}

function measured(startedAt: number): Pick<FloodedRun, "durationMs" | "blockedMs" | "startBytes" | "peakBytes"> {
  return {
    durationMs: performance.now() - startedAt,
    blockedMs: delay.max / 1e6,
    startBytes: start.bytes,
    // The maximum of the process so far.
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}
