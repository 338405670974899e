import assert from "node:assert/strict";
import { it } from "node:test";
import pLimit from "p-limit";
import { realTime, Traffic } from "../../src/queue/index.ts";
import { presets } from "../../src/core/parameters.ts";
import { randomStream } from "../../src/core/random.ts";
import { plainPolicy } from "../support/core/plain-policy.ts";
import { repetitions, SEED } from "../support/deep.ts";
import type { Fault } from "./fault.ts";
import { endpointOf, faultyEndpoints } from "./faulty-endpoints.ts";
import { faults } from "./faults.ts";
import { goodServer } from "./faulty-servers.ts";
import { type Ended, HANGS_AFTER_MS, HEADER, KEY, runOverServers } from "./run-over-servers.ts";

const RUNS = repetitions(50, 300);
/** Number of simultaneous runs; most of them wait. */
const TOGETHER = 16;
const MODELS = ["a", "b", "c", "d", "e", "f", "g"];
const FAULTY = 3;

it(`${RUNS} of ${RUNS} runs end with a winner, ${FAULTY} of ${MODELS.length} models under a fault (SMCS_SEED=${SEED})`, async (t) => {
  const good = await goodServer(Promise.resolve());
  t.after(() => good.close());
  // Pauses before retries are short; all runs share the same queues.
  const random = randomStream(SEED, "pauses");
  const traffic = new Traffic(realTime, () => random() / 20);
  const limit = pLimit(TOGETHER);
  const missed: string[] = [];
  const totals = { answered: 0, references: 0, retries: 0, secondRequests: 0 };
  await Promise.all(
    Array.from({ length: RUNS }, (_, number) =>
      limit(async () => {
        const befallen = drawFaults(number);
        const ended = await runWith(befallen, good.baseUrl, traffic, number);
        const flaw = flawOf(ended);
        if (flaw !== null)
          missed.push(
            `run ${number}, ${flaw}: ${[...befallen].map(([model, { name }]) => `${model} ${name}`).join("; ")}`,
          );
        const { references } = ended.record;
        totals.references += references.length;
        totals.answered += references.filter(({ status }) => status === "finished").length;
        totals.secondRequests += references.filter(({ hedged }) => hedged).length;
        totals.retries += ended.events.filter((event) => event.type === "reference-pause").length;
      }),
    ),
  );
  t.diagnostic(`${RUNS - missed.length} of ${RUNS} runs ended with a winner`);
  const { answered, references, retries, secondRequests } = totals;
  t.diagnostic(`${answered} of ${references} models answered; ${retries} pauses, ${secondRequests} second requests`);
  assert.deepEqual(missed, []);
});

function drawFaults(number: number): Map<string, Fault> {
  const random = randomStream(SEED, `faults/${number}`);
  const left = [...MODELS];
  const befallen = new Map<string, Fault>();
  while (befallen.size < FAULTY) {
    const [model] = left.splice(Math.floor(random() * left.length), 1);
    const fault = faults[Math.floor(random() * faults.length)];
    if (model !== undefined && fault !== undefined) befallen.set(model, fault);
  }
  return befallen;
}

async function runWith(
  befallen: ReadonlyMap<string, Fault>,
  goodUrl: string,
  traffic: Traffic,
  number: number,
): Promise<Ended> {
  const faulty = await faultyEndpoints(befallen);
  try {
    const others = MODELS.filter((model) => !befallen.has(model));
    return await runOverServers({
      endpoints: [endpointOf("good", goodUrl, others), ...faulty.endpoints],
      models: MODELS,
      parameters: presets.paper,
      policy: { ...plainPolicy, hedge: "self-hosted" },
      traffic,
      seed: number,
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
      onEvent: faulty.onEvent,
    });
  } finally {
    await faulty.close();
  }
}

/** Returns what is wrong with a run; null for a good run. */
function flawOf({ record, events, problems }: Ended): string | null {
  const { outcome, error, winner, fallback, candidates, references } = record;
  if (outcome !== "done" || winner === null) return `no winner, ${outcome}, ${error ?? "no error"}`;
  // Four models answer, so there are answers to merge and a model to merge them.
  if (fallback !== null || candidates[winner]?.status !== "finished") return "no finished aggregation";
  if (references.filter(({ status }) => status === "finished").length < MODELS.length - FAULTY)
    return "a good model failed";
  const everything = JSON.stringify([events, problems]);
  return [KEY, ...Object.values(HEADER)].some((secret) => everything.includes(secret)) ? "a secret was told" : null;
}
