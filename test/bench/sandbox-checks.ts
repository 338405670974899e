import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { createSandbox, type Sandbox } from "../../src/adapters/sandbox/sandbox.ts";
import { builtFiles } from "../sandbox/source-files.ts";
import { type Figure, figure } from "./figure.ts";
import { median } from "./interleaved.ts";

type Language = "python" | "javascript";

/** A small solution with its tests. */
const CHECK: Readonly<Record<Language, string>> = {
  python: "def add(a, b):\n    return a + b\n\nassert add(2, 3) == 5\nassert add(-1, 1) == 0\n",
  javascript: 'import assert from "node:assert/strict";\nconst add = (a, b) => a + b;\nassert.equal(add(2, 3), 5);\n',
};

const ENDLESS: Readonly<Record<Language, string>> = { python: "while True: pass", javascript: "for (;;);" };

const ROUNDS = 10;

const KILLED_AFTER_MS = 1500;

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function check(sandbox: Sandbox, language: Language): Promise<void> {
  const run = { language, program: CHECK[language], timeLimitMs: 20_000 };
  const { status, error } = await sandbox.run(run, new AbortController().signal);
  if (status !== "finished") throw new Error(`A check of the benchmark ended with ${status}: ${error}`);
}

/** What the sandbox costs: checks a second, a fresh interpreter, and a check after one that was killed. */
export async function measureSandbox(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [language, name] of [
    ["python", "Pyodide"],
    ["javascript", "QuickJS"],
  ] as const) {
    figures.push(...(await measureLanguage(language, name)));
  }
  return figures;
}

async function measureLanguage(language: Language, name: string): Promise<Figure[]> {
  const fresh = createSandbox({ files: builtFiles, spares: 0 });
  const first = await secondsOf(() => check(fresh, language));
  const freshTimes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) freshTimes.push(await secondsOf(() => check(fresh, language)));
  await fresh.close();

  const sandbox = createSandbox({ files: builtFiles });
  await check(sandbox, language);
  const parallel = availableParallelism();
  const total = ROUNDS * parallel * 2;
  let left = total;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await check(sandbox, language);
  };
  const took = await secondsOf(() => Promise.all(Array.from({ length: parallel }, worker)));

  const [before, afterKill]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    // As long as the killed program runs, so that the next spare has as long to get ready.
    await pause(KILLED_AFTER_MS);
    before.push(await secondsOf(() => check(sandbox, language)));
    const run = { language, program: ENDLESS[language], timeLimitMs: KILLED_AFTER_MS };
    await pause(KILLED_AFTER_MS);
    const { status } = await sandbox.run(run, new AbortController().signal);
    if (status !== "timeout") throw new Error(`An endless program ended with ${status}.`);
    afterKill.push(await secondsOf(() => check(sandbox, language)));
  }
  await sandbox.close();
  return [
    figure(`${name}: first check of a sandbox`, first, "s"),
    figure(`${name}: check in a fresh interpreter`, median(freshTimes) * 1000, "ms"),
    figure(`${name}: check in a warm interpreter`, median(before) * 1000, "ms"),
    figure(`${name}: checks in a warm sandbox`, total / took, "1/s"),
    figure(`${name}: check after a killed check, against before`, median(afterKill) / median(before), "ratio"),
  ];
}
