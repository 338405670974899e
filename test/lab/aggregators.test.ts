import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { it, type TestContext } from "node:test";
import type { KeptStudy } from "../../src/bank/models/index.ts";
import type { Table } from "../../src/lab/benchmark/report/table.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

const QUESTION = "Write a Python function that reverses a string.";
const MODELS = ["InternLM2.5-20B-Chat", "QwQ-32B"];
/** The column of a comparison that says how much better a model is than the present merging model. */
const AGAINST = 1;
const compare = ["bench", "aggregators", "--demo", "--models", MODELS.join(), "--json"];

/** A bank without programs, so that no code is run: tests are questions with short answers. */
const questions = starterQuestions
  .filter(({ task }) => task.kind !== "code-tests")
  .map((question) => ({ ...question, split: question.task.kind === "instructions" ? "bank" : "test" }))
  .map((question) => JSON.stringify(question));

/** Creates a home with a bank of these questions. */
async function homeWithBank(t: TestContext): Promise<{ home: string; bank: string }> {
  const { home, file } = await cliHome(t);
  const bank = path.join(home, "bank");
  const asked = await file("questions.jsonl", questions.join("\n"));
  const { status, stderr } = await runCli(["bank", "import", asked, "--format", "smcs-jsonl", "--bank", bank], home);
  assert.equal(status, 0, stderr);
  return { home, bank };
}

interface Comparison {
  readonly tables: readonly Table[];
  readonly study: KeptStudy;
  readonly kept: boolean;
}

it("compares aggregators, keeps the outcome, and the simulated runs then go by it", async (t) => {
  const { home, bank } = await homeWithBank(t);
  const { status, stdout, stderr } = await runCli([...compare, "--limit", "24", "--bank", bank], home);
  assert.equal(status, 0, stderr);
  const { tables, study, kept } = JSON.parse(stdout) as Comparison;
  assert.equal(kept, true);
  assert.deepEqual(tables[0]?.rows.map(({ title }) => title).sort(), MODELS);
  assert.ok(study.models.every(({ coding, other }) => coding.questions + other.questions === 24));
  const file = path.join(bank, "aggregators.json");
  assert.deepEqual(JSON.parse(await readFile(file, "utf8")), { version: 1, studies: [study] });

  // All replies are stored: none is requested again, and the figures are the same. The better model merges now, and the
  // others are compared with it.
  const again = await runCli([...compare, "--limit", "24", "--bank", bank], home);
  assert.match(again.stderr, /^0 requests were sent/m);
  const repeated = (JSON.parse(again.stdout) as Comparison).tables;
  const accuracies = (of: readonly Table[]) =>
    of.map(({ rows }) => rows.map(({ title, figures }) => [title, figures.filter((_, at) => at !== AGAINST)]));
  assert.deepEqual(accuracies(repeated), accuracies(tables));
  const against = (of: readonly Table[]): string | undefined => of[0]?.columns[AGAINST]?.title;
  assert.deepEqual(
    [against(tables), against(repeated)],
    ["Against the present one", `Against ${tables[0].rows[0]?.title}`],
  );

  const asked = () => runCli(["ask", QUESTION, "--demo", "--dry-run", "--bank", bank], home);
  assert.match((await asked()).stdout, /Of 2 models that were compared as aggregators it merged best/);
  await writeFile(file, "{");
  const broken = await asked();
  assert.equal(broken.status, 0);
  assert.match(broken.stderr, /aggregators\.json cannot be used: .*Run smcs bench aggregators again/);
  assert.match(broken.stdout, /follows instructions best/);
});

it("keeps nothing that too few questions say, and says what a wrong name could have been", async (t) => {
  const { home, bank } = await homeWithBank(t);
  const few = await runCli([...compare, "--limit", "3", "--bank", bank], home);
  assert.equal((JSON.parse(few.stdout) as Comparison).kept, false);
  assert.match(few.stderr, /Not kept: with fewer than 20 questions/);
  await assert.rejects(readFile(path.join(bank, "aggregators.json")), { code: "ENOENT" });

  const unknown = await runCli(["bench", "aggregators", "--demo", "--models", "gone", "--bank", bank], home);
  assert.deepEqual([unknown.status, unknown.stdout], [2, ""]);
  assert.match(unknown.stderr, /There is no model gone\. These can merge: .*QwQ-32B/);
});

it("says beforehand what is missing and sends nothing", async (t) => {
  const { home } = await cliHome(t);
  const { stdout } = await runCli([...compare, "--limit", "3", "--dry-run"], home);
  const { missing, models } = JSON.parse(stdout) as { missing: number; models: { model: string; requests: number }[] };
  assert.ok(missing > 0 && missing === models.reduce((sum, { requests }) => sum + requests, 0));
});
