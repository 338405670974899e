import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { startNode } from "../support/processes/start-process.ts";
import { until } from "../support/until.ts";
import { isRunning } from "../support/vscode/is-running.ts";
import type { Outcome } from "./outcome.ts";
import { runTests } from "./run-tests.ts";

const HEAD = `
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { before, describe, it } from "node:test";
`;

/** Runs a test file with this text and a timeout of a second per test. */
async function outcomesOf(t: TestContext, text: string, runner: "each" | "one" = "each"): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "smcs-gate-"));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = path.join(folder, "sample.test.mjs");
  writeFileSync(file, HEAD + text);
  return runTests({ runner, testLimit: 1000 }, [file], path.join(folder, "run"));
}

/** Returns status and name of each outcome. */
const brief = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ status, name }) => `${status}: ${name}`);

it("lets what it has started end by itself when it is interrupted", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "smcs-gate-"));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const [log, tidied] = [path.join(folder, "log"), path.join(folder, "tidied")];
  const tidying = `process.on("SIGTERM", () => setTimeout(() => { fs.writeFileSync(${JSON.stringify(tidied)}, ""); process.exit(); }, 200)); console.log("ready"); setInterval(() => {}, 1000);`;
  const gate = `import { endOnSignals, startChild } from ${JSON.stringify(import.meta.resolve("./child.ts"))};
    endOnSignals();
    await startChild(["node", "--eval", ${JSON.stringify(tidying)}], ${JSON.stringify(log)}).ended;
    await new Promise(() => setInterval(() => {}, 1000));`;
  const { child, ended } = startNode(t, ["--input-type=module", "--eval", gate]);
  await until("the program is ready", () => existsSync(log) && readFileSync(log, "utf8").includes("ready"));
  child.kill("SIGINT");
  assert.deepEqual(await ended, { status: 130, stdout: "Interrupted.\n", stderr: "" });
  assert.ok(existsSync(tidied), "it could tidy up");
});

for (const runner of ["each", "one"] as const)
  describe(`a run of tests, ${runner === "each" ? "a process for each file" : "all in one process"}`, () => {
    it("names each test by its suites, and says why it failed", async (t) => {
      const text = `describe("outer", () => {
        describe("inner", () => { it("is right", () => {}); it("is wrong", () => assert.equal(1, 2)); });
        it.skip("waits", () => {});
      });
      describe("nothing to test with", { skip: "no data" }, () => { it("is not run", () => {}); });`;
      const outcomes = await outcomesOf(t, text, runner);
      assert.deepEqual(brief(outcomes), [
        "passed: outer › inner › is right",
        "failed: outer › inner › is wrong",
        "skipped: outer › waits",
        "skipped: nothing to test with",
      ]);
      assert.match(outcomes[1]?.error ?? "", /1 !== 2[\s\S]*sample\.test\.mjs:/);
    });

    it("fails where a suite cannot begin", async (t) => {
      const outcomes = await outcomesOf(
        t,
        `describe("a", () => { before(() => { throw new Error("no server"); }); it("b", () => {}); });`,
        runner,
      );
      assert.deepEqual(brief(outcomes), ["failed: a › b", "failed: a"]);
      assert.match(outcomes[1]?.error ?? "", /no server/);
    });

    it("fails a test that never ends, by its name, and goes on", async (t) => {
      const outcomes = await outcomesOf(
        t,
        `it("waits", () => new Promise((end) => setTimeout(end, 60_000).unref() && setInterval(() => {}, 1000).unref())); it("goes on", () => {});`,
        runner,
      );
      assert.deepEqual(brief(outcomes).at(-1), "passed: goes on");
      assert.equal(outcomes[0]?.status, "failed");
    });

    it("ends with a failure where a test blocks its process", async (t) => {
      const outcomes = await outcomesOf(t, `it("ends", () => {}); it("spins", () => { for (;;); });`, runner);
      assert.equal(outcomes.at(-1)?.status, "failed");
      assert.match(outcomes.at(-1)?.name ?? "", /spins/);
      assert.match(outcomes.at(-1)?.error ?? "", /hangs/);
    });

    it("fails where a file has no test, or cannot be loaded", async (t) => {
      for (const text of ["", "throw new Error('broken');"]) {
        const outcomes = await outcomesOf(t, text, runner);
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          ["failed"],
        );
      }
    });

    it("names the test that ends its process", async (t) => {
      const text = `it("is right", () => {}); it("leaves", () => process.exit(0)); it("c", () => {});`;
      const outcomes = await outcomesOf(t, text, runner);
      assert.equal(brief(outcomes).at(-1), "failed: leaves");
      assert.match(outcomes.at(-1)?.error ?? "", /before all tests were run/);
    });

    it("fails where a test fails after it said that it is skipped", async (t) => {
      const text = `it("a", (t) => { t.skip("no python"); throw new Error("broken"); }); it("b", (t) => t.skip("no python"));
        it.todo("c");`;
      const outcomes = await outcomesOf(t, text, runner);
      assert.deepEqual(brief(outcomes), ["failed: a", "skipped: b", "skipped: c"]);
      assert.equal(outcomes[1]?.reason, "no python");
    });

    it("fails where a promise that nobody awaited fails after its test", async (t) => {
      const text = `it("a", () => { setTimeout(() => Promise.reject(new Error("late")), 20); });
        it("b", () => new Promise((end) => setTimeout(end, 200)));`;
      const outcomes = await outcomesOf(t, text, runner);
      assert.match(outcomes.map(({ error }) => error).join(), /late/);
    });

    it("says that something is left open where all tests have ended and their process has not", async (t) => {
      const outcomes = await outcomesOf(t, `it("opens", () => { setInterval(() => {}, 1000); });`, runner);
      assert.deepEqual(brief(outcomes), ["passed: opens", "failed: opens"]);
      assert.match(outcomes[1]?.error ?? "", /nobody closes/);
    });

    it("fails for each file of which nothing was run", async (t) => {
      const text = `describe("pages", () => { for (const page of []) it(page, () => {}); });`;
      const outcomes = await outcomesOf(t, text, runner);
      assert.deepEqual(brief(outcomes).length, 1);
      assert.match(outcomes[0]?.error ?? "", /None of its tests was run|came to an end/);
    });

    it("ends what a test leaves running", async (t) => {
      const text = `it("starts", () => { const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }); child.unref(); throw new Error("pid " + child.pid); });`;
      const [outcome] = await outcomesOf(t, text, runner);
      const pid = Number(/pid (\d+)/.exec(outcome?.error ?? "")?.[1]);
      assert.ok(pid > 0);
      await until("its process is gone", () => !isRunning(pid));
    });
  });
