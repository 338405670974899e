import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, it } from "node:test";
import pLimit from "p-limit";
import { createSandbox, type Sandbox } from "../../src/adapters/sandbox/sandbox.ts";
import { FAILING_TEST, NEXT_CHECK } from "./next-check.ts";
import { type Escape, readEscapes } from "./read-escapes.ts";
import { builtFiles } from "./source-files.ts";
import { setTrap, type Trap } from "./trap.ts";

const TIME_LIMIT_MS = 1500;

/** What starting an interpreter may take besides, on a busy machine. */
const START_LIMIT_MS = 20_000;

const pythonHere = spawnSync("python3", ["--version"]).status === 0;

/** Runs an attempt as if there were no sandbox: to see that the trap notices what gets out. */
function runUnprotected({ language, program, goal }: Escape): { finished: boolean; stdout: string; error: string } {
  const text = goal === "finish" ? program + FAILING_TEST[language] : program;
  const [command, args] =
    language === "python" ? ["python3", ["-c", text]] : [process.execPath, ["--input-type=module", "--eval", text]];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 10_000 });
  return { finished: status === 0, stdout, error: stderr };
}

describe("attempts to escape from the sandbox", () => {
  let trap: Trap;
  let sandbox: Sandbox;
  let escapes: Escape[];
  const signal = new AbortController().signal;

  before(async () => {
    trap = await setTrap();
    escapes = readEscapes(trap);
    sandbox = createSandbox({ files: builtFiles, spares: 2 });
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
    ["python", "exit before the tests", "came to a good end"],
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

  it("fail in it, and the next program runs as ever", async () => {
    const successes: string[] = [];
    const limit = pLimit(2);
    await Promise.all(
      escapes.map((escape) =>
        limit(async () => {
          const { language, goal } = escape;
          const program = goal === "finish" ? escape.program + FAILING_TEST[language] : escape.program;
          const run = { language, program, timeLimitMs: TIME_LIMIT_MS };
          const startedAt = performance.now();
          const { status, stdout, error } = await sandbox.run(run, signal);
          const took = performance.now() - startedAt;
          const traces = await trap.escaped({ finished: status === "finished", stdout, error }, goal);
          if (took > TIME_LIMIT_MS + START_LIMIT_MS) traces.push(`went on for ${took} ms`);
          const next = await sandbox.run({ language, program: NEXT_CHECK[language], timeLimitMs: 20_000 }, signal);
          if (next.stdout !== "sound\n") traces.push(`spoiled the next program: ${next.status} ${next.error}`);
          successes.push(...traces.map((trace) => `${language}, ${escape.name}: ${trace}`));
        }),
      ),
    );
    assert.deepEqual(successes, []);
  });
});
