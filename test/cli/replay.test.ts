import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { RunRecord } from "../../src/core/record/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";

const ask = ["ask", "How do I debounce a function in TypeScript?", "--demo", "--seed", "7", "--json"];
const parts = ["selection", "referencers", "subsets", "scores", "winner"];

/** The output of `smcs replay --json`. */
interface Printed {
  readonly agrees: boolean;
  readonly runs: readonly { readonly parts: readonly { part: string; verdict: string; details: string[] }[] }[];
}

/** Creates a home in which the demo models have answered a question. Returns where the run's record is. */
async function asked(t: TestContext) {
  const { home, file } = await cliHome(t);
  const { status, stdout, stderr } = await runCli(ask, home);
  assert.equal(status, 0, stderr);
  const folder = path.join(home, ".smcs", "runs");
  const [name] = await readdir(folder);
  const replay = async (...args: string[]) => {
    const result = await runCli(["replay", ...args, "--json"], home);
    return { ...result, printed: result.status === 2 ? null : (JSON.parse(result.stdout) as Printed) };
  };
  const bank = path.join(home, ".smcs", "bank");
  return { home, file, bank, folder, printed: stdout, recorded: path.join(folder, name ?? ""), replay };
}

describe("smcs replay", () => {
  it("agrees in every part with what was printed and with what was recorded", async (t) => {
    const { file, bank, printed, recorded, replay } = await asked(t);
    for (const source of [recorded, await file("printed.json", printed)]) {
      const { status, printed: again } = await replay(source, "--bank", bank);
      const verdicts = again?.runs[0]?.parts.map(({ part, verdict }) => [part, verdict]);
      assert.equal(status, 0);
      assert.deepEqual(
        verdicts,
        parts.map((part) => [part, "agrees"]),
      );
    }
    const withoutBank = await replay(recorded);
    assert.equal(withoutBank.status, 0);
    assert.equal(withoutBank.printed?.runs[0]?.parts[0]?.verdict, "left-out");
  });

  it("says what differs once a byte of a reply or of a score is another", async (t) => {
    const { recorded, replay, file, home } = await asked(t);
    const lines = (await readFile(recorded, "utf8")).split("\n");
    const changed = async (type: string, from: RegExp, to: string) => {
      const place = lines.findIndex((line) => line.includes(`"type":"${type}"`));
      const line = lines[place] ?? "";
      assert.match(line, from);
      return file("changed.jsonl", lines.with(place, line.replace(from, to)).join("\n"));
    };
    const text = await replay(await changed("candidate-end", /function/, "functiom"));
    assert.equal(text.status, 1);
    assert.match(text.stdout, /candidate \d: similarity recorded [\d.]+, now [\d.]+/);
    const score = await replay(await changed("scores", /"score":0\.9/, '"score":0.8'));
    assert.equal(score.status, 1);
    assert.match(score.stdout, /candidate \d: score recorded 0\.8\d+, now 0\.9\d+/);
    const people = await runCli(["replay", path.join(home, "changed.jsonl")], home);
    assert.match(
      people.stdout,
      /differs from its record\.\n {2}selection {4}left out\n[^]*scores {7}differs\n {6}candidate/,
    );
  });

  it("is used wrongly on a file that holds no run, and with a bank that is not there", async (t) => {
    const { home, recorded, replay, file } = await asked(t);
    for (const [args, said] of [
      [[path.join(home, "absent.jsonl")], /absent\.jsonl/],
      [[await file("notes.md", "# Notes")], /notes\.md holds no run/],
      [[recorded, "--bank", path.join(home, "no-bank")], /no-bank: there is no question bank/],
    ] as const) {
      const { status, stderr } = await replay(...args);
      assert.equal(status, 2);
      assert.match(stderr, said);
    }
    await assert.rejects(stat(path.join(home, "no-bank")));
  });
});

describe("smcs ask", () => {
  it("records each run in a file of its own, which is the record that it prints", async (t) => {
    const { home, folder, recorded, printed, replay } = await asked(t);
    assert.match(path.basename(recorded), /^\d{4}-\d\d-\d\dT\d{6}Z-/);
    assert.ok(recorded.includes((JSON.parse(printed) as RunRecord).runId));
    assert.equal((await runCli(ask, home)).status, 0);
    assert.equal((await readdir(folder)).length, 2);
    assert.equal((await replay(recorded)).status, 0);
  });

  it("records where it is told to, or nowhere", async (t) => {
    const { home } = await cliHome(t);
    const elsewhere = path.join(home, "elsewhere");
    assert.equal((await runCli([...ask, "--records", elsewhere], home)).status, 0);
    assert.equal((await readdir(elsewhere)).length, 1);
    assert.equal((await runCli([...ask, "--no-records"], home)).status, 0);
    await assert.rejects(stat(path.join(home, ".smcs", "runs")));
  });

  it("answers also where nothing can be recorded, and says so once", async (t) => {
    const { home } = await cliHome(t);
    await mkdir(path.join(home, ".smcs"));
    await writeFile(path.join(home, ".smcs", "runs"), "in the way");
    const { status, stderr } = await runCli(ask, home);
    assert.equal(status, 0);
    assert.equal(stderr.match(/Note: The run's record could not be saved in/g)?.length, 1);
  });

  it("writes no key and no header into the record", async (t) => {
    const { home, file } = await cliHome(t);
    const headers = { "X-Team": "team-header-secret" };
    const dead = { name: "dead", kind: "openai", baseUrl: "http://127.0.0.1:9", models: ["m"], headers };
    const settings = await file("settings.json", { "smcs.endpoints": [{ ...dead, apiKeyEnv: "TEAM_API_KEY" }] });
    await runCli(["ask", "Hello?", "--settings", settings], home, { TEAM_API_KEY: "team-key-secret" });
    const folder = path.join(home, ".smcs", "runs");
    const [name] = await readdir(folder);
    const content = await readFile(path.join(folder, name ?? ""), "utf8");
    assert.match(content, /"type":"run-end"/);
    assert.doesNotMatch(content, /team-(key|header)-secret/);
  });
});
