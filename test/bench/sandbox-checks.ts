import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import type { TestedCode } from "../../src/core/code-runner.ts";
import { bareEnvironment, nodeFlags } from "../../src/sandbox/walls.ts";
import { builtFiles } from "../sandbox/source-files.ts";
import { type Figure, figure } from "./figure.ts";
import { median } from "./interleaved.ts";
import { measureMemory } from "./sandbox-memory.ts";

type Language = "python" | "javascript";

interface Sample {
  readonly name: string;
  readonly solution: string;
  readonly tests: readonly string[];
  readonly endless: string;
  /** Promised number of checks a second, on two cores. */
  readonly goal: number;
}

/** A small solution with its tests. */
const SAMPLES: Readonly<Record<Language, Sample>> = {
  python: {
    name: "Python",
    solution: "def add(a, b):\n    return a + b\n",
    tests: ["assert add(2, 3) == 5", "assert add(-1, 1) == 0"],
    endless: "while True: pass",
    goal: 12,
  },
  javascript: {
    name: "JavaScript",
    solution: "const add = (a, b) => a + b;\n",
    tests: ["assert.equal(add(2, 3), 5);", "assert.equal(add(-1, 1), 0);"],
    endless: "for (;;);",
    goal: 20,
  },
};

const ROUNDS = 10;
/** Number of timed checks one after another, and of warm-up checks before them. */
const SINGLE = 40;
const WARM_UP = 5;
const MEDIAN_MS = 150;

const KILLED_AFTER_MS = 1500;

const TIME_LIMIT_MS = 20_000;

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function check(sandbox: Sandbox, language: Language): Promise<void> {
  const { solution } = SAMPLES[language];
  const { status, error } = await judge(sandbox, language, { solution, timeLimitMs: TIME_LIMIT_MS });
  if (status !== "finished") throw new Error(`A check of the benchmark ended with ${status}: ${error}`);
}

function judge(sandbox: Sandbox, language: Language, code: Pick<TestedCode, "solution" | "timeLimitMs">) {
  const { tests } = SAMPLES[language];
  const given = { language, setup: "", fixture: "", entryPoint: "add", tests, ...code };
  return sandbox.judge(given, new AbortController().signal);
}

/**
 * Returns the processor time of ended children, in user and system mode, in seconds; null if the system does not
 * provide it.
 */
function processorSeconds(): number | null {
  if (process.platform !== "linux") return null;
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  // In ticks of 10 ms, the 14th and 15th after the name.
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/**
 * Returns the processor time since then, divided by a count, in milliseconds; null if the system does not provide it.
 */
function processorMs(before: number | null, count: number): number | null {
  const now = processorSeconds();
  return before === null || now === null ? null : ((now - before) / count) * 1000;
}

/**
 * Returns the costs of the sandbox: checks a second, the time of one, its processor time, and the time of a check after
 * a killed one.
 */
export async function measureSandbox(): Promise<Figure[]> {
  const figures = await measureNode();
  for (const language of ["python", "javascript"] as const) {
    figures.push(...(await measureFirst(language)));
    figures.push(...(await measureChecks(language)));
    figures.push(...(await measureKilled(language)));
    figures.push(...(await measureMemory(SAMPLES[language].name, (sandbox) => check(sandbox, language))));
  }
  return figures;
}

/** Returns the cost of starting Node with the sandbox's flags; no check takes less. */
async function measureNode(): Promise<Figure[]> {
  const args = [...nodeFlags(builtFiles, 512), "--eval", "0"];
  const start = async (): Promise<void> => {
    await once(spawn(process.execPath, args, { env: bareEnvironment(), stdio: "ignore" }), "close");
  };
  const before = processorSeconds();
  for (let round = 0; round < SINGLE; round++) await start();
  const spent = processorMs(before, SINGLE);
  return spent === null ? [] : [figure("starting Node alone, on the processor", spent, "ms")];
}

/** Returns the time of the first check of a sandbox, in seconds. */
async function firstCheck(language: Language, snapshotFolder: string): Promise<number> {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder });
  try {
    return await secondsOf(() => check(sandbox, language));
  } finally {
    await sandbox.close();
  }
}

async function measureFirst(language: Language): Promise<Figure[]> {
  const { name } = SAMPLES[language];
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-"));
  try {
    const [first, next] = [await firstCheck(language, folder), await firstCheck(language, folder)];
    return [
      figure(`${name}: first check of a sandbox`, first, "s"),
      figure(`${name}: first check of a sandbox once a snapshot is kept`, next, "s"),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureChecks(language: Language): Promise<Figure[]> {
  const { name, goal } = SAMPLES[language];
  const sandbox = createSandbox({ files: builtFiles });
  await check(sandbox, language);
  const before = processorSeconds();

  const single: number[] = [];
  for (let round = -WARM_UP; round < SINGLE; round++) {
    const took = await secondsOf(() => check(sandbox, language));
    if (round >= 0) single.push(took * 1000);
  }
  const p90 = single.toSorted((a, b) => a - b)[Math.floor(SINGLE * 0.9)] ?? Number.NaN;

  const parallel = availableParallelism();
  const total = ROUNDS * parallel * 2;
  let left = total;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await check(sandbox, language);
  };
  const took = await secondsOf(() => Promise.all(Array.from({ length: parallel }, worker)));
  await sandbox.close();
  // The system counts a process once it has ended: judges with everything that they did, and unused spares.
  const spent = processorMs(before, WARM_UP + SINGLE + total);
  return [
    figure(`${name}: median time of a check`, median(single), "ms", `<= ${MEDIAN_MS}`),
    figure(`${name}: 90th percentile of a check's time`, p90, "ms"),
    figure(`${name}: checks a second, ${parallel} at a time`, total / took, "1/s", `>= ${goal}`),
    ...(spent === null ? [] : [figure(`${name}: a check on the processor`, spent, "ms")]),
  ];
}

/** Returns the time of a check right after a killed one, compared with one before. */
async function measureKilled(language: Language): Promise<Figure[]> {
  const { name, endless } = SAMPLES[language];
  const sandbox = createSandbox({ files: builtFiles });
  await check(sandbox, language);
  const [before, afterKill]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    // As long as the killed program runs, so that the next spare has the same time to get ready.
    await pause(KILLED_AFTER_MS);
    before.push(await secondsOf(() => check(sandbox, language)));
    await pause(KILLED_AFTER_MS);
    const { status } = await judge(sandbox, language, { solution: endless, timeLimitMs: KILLED_AFTER_MS });
    if (status !== "timeout") throw new Error(`An endless program ended with ${status}.`);
    afterKill.push(await secondsOf(() => check(sandbox, language)));
  }
  await sandbox.close();
  return [
    figure(`${name}: check in a spare that waited`, median(before) * 1000, "ms"),
    figure(`${name}: check after a killed check, against before`, median(afterKill) / median(before), "ratio"),
  ];
}
