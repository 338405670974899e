import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, it } from "node:test";
import pLimit from "p-limit";
import { createRunner, type Runner } from "./running.ts";
import { repetitions } from "../support/deep.ts";
import { NEXT_CHECK } from "./next-check.ts";
import { type Escape, readEscapes } from "./read-escapes.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";
import { setTrap, type Trap } from "./trap.ts";

/**
 * Time limits of attempts, in milliseconds. Those that stay reach theirs, and those that fill the memory need some time
 * for it. All others end by themselves: only a broken sandbox or a very busy machine reaches their limit.
 */
const LIMITS_MS: Readonly<Record<Escape["goal"], number>> = {
  stay: 300,
  outlive: 1000,
  reveal: 20_000,
  connect: 20_000,
  create: 20_000,
};

/** Additional time for starting an interpreter on a busy machine, in milliseconds. */
const START_LIMIT_MS = 20_000;

/** Number of attempts between two runs of ordinary programs in each language. */
const BATCH = repetitions(24, 4);

/**
 * Number of waiting interpreters. One more ordinary program runs: one for each interpreter that waited meanwhile, and
 * one for a new one.
 */
const SPARES = 2;

const pythonHere = spawnSync("python3", ["--version"]).status === 0;

/** Runs an attempt without a sandbox, to check that the trap detects an escape. */
function runUnprotected({ language, program }: Escape): { finished: boolean; stdout: string; error: string } {
  const [command, args] =
    language === "python"
      ? ["python3", ["-c", program]]
      : [process.execPath, ["--input-type=module", "--eval", program]];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 10_000 });
  return { finished: status === 0, stdout, error: stderr };
}

describe("attempts to escape from the sandbox", () => {
  let trap: Trap;
  let sandbox: Runner;
  let escapes: Escape[];
  const signal = new AbortController().signal;

  before(async () => {
    trap = await setTrap();
    escapes = readEscapes(trap);
    sandbox = createRunner({ files: builtFiles, snapshotFolder, spares: SPARES });
  });
  after(async () => {
    await sandbox.close();
    await trap.close();
  });

  it("are many", () => {
    assert.ok(escapes.length >= 60);
    assert.equal(new Set(escapes.map(({ language, name }) => `${language} ${name}`)).size, escapes.length);
  });

  const controls: readonly [Escape["language"], string, string][] = [
    ["python", "read a file of the machine", "read the file"],
    ["python", "read the environment", "read the environment"],
    ["python", "write a file", "made written"],
    ["python", "start a process", "made process"],
    ["javascript", "import Node's file system", "read the file"],
    ["javascript", "read the environment", "read the environment"],
    ["javascript", "reach the globals outside by constructors", "read the environment"],
    ["javascript", "write a file", "made written"],
    ["javascript", "start a process", "made executed"],
  ];
  for (const [language, name, traces] of controls) {
    it(`succeed without it: ${language}, ${name}`, { skip: language === "python" && !pythonHere }, async () => {
      const escape = escapes.find((one) => one.language === language && one.name === name);
      assert.ok(escape);
      assert.deepEqual(await trap.escaped(runUnprotected(escape), escape.goal), [traces]);
    });
  }

  it("succeed without it: a connection", async () => {
    const escape = escapes.find(({ name, language }) => name === "open a socket" && language === "javascript");
    assert.ok(escape);
    const { connect } = await import("node:net");
    await new Promise((resolve) => connect(trap.port, "127.0.0.1").once("close", resolve));
    assert.deepEqual(await trap.escaped({ finished: true, stdout: "", error: "" }, escape.goal), ["connected"]);
  });

  /** Makes an attempt in the sandbox. @returns what the attempt reached */
  async function attempt({ language, name, goal, program }: Escape): Promise<string[]> {
    const timeLimitMs = LIMITS_MS[goal];
    const startedAt = performance.now();
    const { status, stdout, error } = await sandbox.run({ language, program, timeLimitMs }, signal);
    const took = performance.now() - startedAt;
    const traces = await trap.escaped({ finished: status === "finished", stdout, error }, goal);
    if (took > timeLimitMs + START_LIMIT_MS) traces.push(`went on for ${took} ms`);
    if (status === "timeout" && goal !== "outlive" && goal !== "stay")
      traces.push("did not end, so that nobody knows what it reached");
    return traces.map((trace) => `${language}, ${name}: ${trace}`);
  }

  /** Runs ordinary programs in each language. @returns what disturbed them */
  async function nextPrograms(after: string): Promise<string[]> {
    const languages = (["python", "javascript"] as const).flatMap((one) =>
      Array.from({ length: SPARES + 1 }, () => one),
    );
    const spoilt = await Promise.all(
      languages.map(async (language) => {
        const run = { language, program: NEXT_CHECK[language], timeLimitMs: LIMITS_MS.reveal };
        const { status, stdout, error } = await sandbox.run(run, signal);
        return stdout === "sound\n" ? [] : [`${after} spoiled the next ${language} program: ${status} ${error}`];
      }),
    );
    return spoilt.flat();
  }

  it("fail in it, and the next programs run as ever", async () => {
    const successes: string[] = [];
    const limit = pLimit(2);
    for (let from = 0; from < escapes.length; from += BATCH) {
      const batch = escapes.slice(from, from + BATCH);
      const traces = await Promise.all(batch.map((escape) => limit(() => attempt(escape))));
      const spoilt = await nextPrograms(`one of ${batch.map(({ name }) => name).join(", ")}`);
      successes.push(...traces.flat(), ...spoilt);
      if (spoilt.length === 0) continue;
      // Repeats the attempts one by one, to find the one that caused it.
      for (const escape of batch) {
        await attempt(escape);
        successes.push(...(await nextPrograms(`${escape.language}, ${escape.name}`)));
      }
    }
    assert.deepEqual(successes, []);
  });
});
