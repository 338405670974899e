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

/** Runs a test file with this text, with a limit of a second for each test. */
async function outcomesOf(t: TestContext, text: string, runner: "each" | "one" = "each"): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "smcs-gate-"));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = path.join(folder, "sample.test.mjs");
  writeFileSync(file, HEAD + text);
  return runTests({ runner, testLimit: 1000 }, [file], path.join(folder, "run"));
}

/** Status and name of each outcome. */
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
  assert.deepEqual(await ended, { status: 130, stdout: "", stderr: "" });
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

    it("fails where a test ends its process before the others are run", async (t) => {
      const outcomes = await outcomesOf(
        t,
        `it("a", () => {}); it("b", () => process.exit(0)); it("c", () => {});`,
        runner,
      );
      assert.equal(outcomes.at(-1)?.status, "failed");
    });

    it("ends what a test leaves running", async (t) => {
      const text = `it("starts", () => { const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }); child.unref(); throw new Error("pid " + child.pid); });`;
      const [outcome] = await outcomesOf(t, text, runner);
      const pid = Number(/pid (\d+)/.exec(outcome?.error ?? "")?.[1]);
      assert.ok(pid > 0);
      await until("its process is gone", () => !isRunning(pid));
    });
  });
