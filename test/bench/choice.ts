import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { closeSharedSandbox, sharedSandbox } from "../../src/assembly/shared-sandbox.ts";
import { answerQuestion } from "../../src/core/answer/index.ts";
import type { CodeSandbox } from "../../src/core/code-runner.ts";
import { presets } from "../../src/core/parameters.ts";
import { recordOf, fixedEmbedder, rankedBank, seedDrawing } from "../support/core/world.ts";
import { answers, fails, member, type Step } from "../support/core/scripted-model.ts";
import { plainPolicy } from "../support/core/plain-policy.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { measureChoiceInWindow } from "./choice-in-window.ts";
import { type Figure, figure } from "./figure.ts";

const RUNS = 15;
/** How long the models take in all: interpreters have this time to start. */
const ANSWERING_MS = 2000;
const TEXT =
  "Write `runs(text)` in Python.\n\n>>> runs('aab')\n[('a', 2), ('b', 1)]\n>>> runs('')\n[]\n>>> runs('a')\n[('a', 1)]\n";

/** Returns right code, and different code for each number. */
const code = (number: number): string => `\`\`\`python
from itertools import groupby

OFFSET = ${number}

def runs(text):
    return [(letter, len(list(group))) for letter, group in groupby(text)]
\`\`\``;

/**
 * Measures how long after the last of four candidates the winner is known, each checked on three examples in the real
 * sandbox: when all arrive at once, and when they arrive a quarter of a second apart. Then measures the same in the
 * panel of a VS Code window.
 */
export async function measureChoice(): Promise<readonly Figure[]> {
  const snapshots = await mkdtemp(path.join(tmpdir(), "smcs-bench-choice-"));
  const dist = path.resolve(import.meta.dirname, "../../dist");
  const sandbox = sharedSandbox({ dist, snapshots }, () => undefined);
  try {
    const cold = await winnerAfter(sandbox, 0, 0);
    const times: Record<"at once" | "apart", number[]> = { "at once": [], apart: [] };
    for (let run = 1; run <= RUNS; run += 1) {
      times["at once"].push(await winnerAfter(sandbox, 0, run));
      times.apart.push(await winnerAfter(sandbox, 250, run));
    }
    return [
      figure("winner after the last candidate, the first question of a process", cold, "ms"),
      ...(["at once", "apart"] as const).flatMap((arrival) => {
        const sorted = times[arrival].toSorted((a, b) => a - b);
        const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Infinity;
        return [
          figure(`winner after the last candidate, all ${arrival}: median`, at(0.5), "ms", "<= 400"),
          figure(`winner after the last candidate, all ${arrival}: 95th percentile`, at(0.95), "ms"),
        ];
      }),
      ...(await measureChoiceInWindow(TEXT, code)),
    ];
  } finally {
    await closeSharedSandbox();
    await rm(snapshots, { recursive: true, force: true });
  }
}

/** Resolves with the milliseconds between the last candidate and the winner. @param apart milliseconds between candidates */
async function winnerAfter(sandbox: CodeSandbox, apart: number, run: number): Promise<number> {
  let number = run * 100;
  const merging: Step = async (request, onDelta, signal) => {
    await pause(ANSWERING_MS + apart * (number++ % 100));
    const texts = Array.from({ length: request.choices }, () => code(number++));
    return answers(...texts)(request, onDelta, signal);
  };
  const models = ["a", "b", "c"].map((name) => member(name, answers(`From ${name}.`)));
  const agg = { ...member("agg", fails(), merging), referencer: false };
  const parameters = { ...presets.coding, dropCount: 1, repair: false };
  const asked = { text: TEXT, context: [], conversation: [] };
  const common = { runId: "bench", seed: seedDrawing(["a,b", "a,c", "b,c", "a,b"]), question: asked, parameters };
  const means = {
    pool: [...models, agg],
    bank: { load: () => Promise.resolve(rankedBank(["a", "b", "c"])) },
    embedding: fixedEmbedder(),
    standIn: null,
    sandbox,
    clock: () => performance.now(),
    wait: (milliseconds: number, signal: AbortSignal) => pause(milliseconds, undefined, { signal }),
    simulated: true,
  };
  const events: RunEvent[] = [];
  let [lastCandidate, winner] = [0, 0];
  for await (const event of answerQuestion(
    { ...common, policy: plainPolicy, system: "smcs", aggregator: "agg", codingAggregator: "auto" },
    means,
    new AbortController().signal,
  )) {
    events.push(event);
    if (event.type === "candidate-end") lastCandidate = performance.now();
    if (event.type === "scores") winner = performance.now();
  }
  const { candidates, outcome } = recordOf(events);
  const passed = candidates.filter(({ checked }) => checked?.outcomes.length === 3).length;
  if (outcome !== "done" || candidates.length !== 4 || passed !== 4)
    throw new Error(`Run ${run} ended as ${outcome} with ${passed} of ${candidates.length} candidates checked.`);
  return winner - lastCandidate;
}
