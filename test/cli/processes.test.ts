import assert from "node:assert/strict";
import { it } from "node:test";
import type { RunRecord } from "../../src/core/record/index.ts";
import { cliHome, startCli } from "../support/cli/run-cli.ts";

// The other tests run their commands within their own process. These tests start the built program as a user does.

it("a command ends by itself, with its status, and prints its document on standard output alone", async (t) => {
  const { home, file } = await cliHome(t);
  const run = async (...args: string[]) => {
    const { status, stdout, stderr } = await startCli(t, args, home).ended;
    assert.doesNotMatch(stderr, /\n\s+at /, args.join(" "));
    return { status, stdout, stderr };
  };
  const json = async (...args: string[]): Promise<unknown> => {
    const { status, stdout, stderr } = await run(...args, "--json");
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };
  const asked = await run("ask", "How do I debounce a function?", "--demo", "--json");
  assert.equal((JSON.parse(asked.stdout) as RunRecord).outcome, "done");
  assert.match(asked.stderr, /3 of 3 answered/);
  const replayed = (await json("replay", await file("run.json", asked.stdout))) as { agrees: boolean };
  assert.equal(replayed.agrees, true);
  assert.equal(((await json("bank", "stats")) as { questions: number }).questions, 300);
  assert.equal(((await json("bank", "evaluate", "--demo", "--dry-run")) as { missing: number }).missing, 4500);
  assert.match(((await json("embedding", "status")) as { space: string }).space, /^built-in/);
  const tables = await json("bench", "tables", "--demo", "--tables", "table-2", "--limit", "2", "--dry-run");
  assert.ok((tables as { missing: number }).missing > 0);
  const wrong = await run("nonsense");
  assert.deepEqual([wrong.status, wrong.stdout], [2, ""]);
  assert.match(wrong.stderr, /unknown command/);
});
