import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import type { ImportSummary } from "../../src/lab/benchmark/imported/import-summary.ts";
import { openImported } from "../../src/lab/benchmark/imported/open-imported.ts";
import { jsonLinesOf, rows, writeCache, writeResult } from "../support/lab/imported.ts";
import { cliHome, runCli, startCli } from "../support/cli/run-cli.ts";

/** A test question of each of two data sets, as `smcs bank import` reads them. */
const questions = [
  { id: "AIME/60", source: "AIME", split: "test", question: rows.aime.question, task: { kind: "math", answer: "24" } },
  { id: "MBPP/11", source: "MBPP", split: "test", question: "Write f.", task: { kind: "open" } },
];

it("imports the published replies and says which questions they answer", async (t) => {
  const { home, file } = await cliHome(t);
  const [cache, bank, store] = ["cache_8k", "bank", "store"].map((name) => path.join(home, name)) as [
    string,
    string,
    string,
  ];
  await writeCache(cache);
  await writeResult(cache, ["AIME", "QwQ-32B", "result.json"], `${jsonLinesOf(rows.aime)}{"cut": `);
  const imported = await runCli(
    [
      "bank",
      "import",
      await file("questions.jsonl", jsonLinesOf(...questions)),
      "--format",
      "smcs-jsonl",
      "--bank",
      bank,
    ],
    home,
  );
  assert.equal(imported.status, 0, imported.stderr);

  const args = ["bench", "import-cache", cache, "--bank", bank, "--cache", store];
  const { status, stdout, stderr } = await runCli([...args, "--json"], home);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /Model 1 of 2: QwQ-32B/);
  const { parts, notes } = JSON.parse(stdout) as ImportSummary;
  assert.equal(parts.length, 13);
  const part = parts.find(({ dataSet, model }) => dataSet === "AIME" && model === "QwQ-32B");
  assert.deepEqual([part?.replies, part?.right, part?.answered], [1, 1, { bank: 0, test: 1 }]);
  assert.deepEqual(
    part?.skipped.map(({ count, where }) => [count, where]),
    [[1, "result.json, entry 2"]],
  );
  assert.match(notes.join(), /No question of GPQA, IFEval, LiveCodeBench, MedMCQA, MMLU-PRO is in the bank/);

  const again = await runCli(args, home);
  assert.match(
    again.stdout,
    /^MBPP, QwQ-32B: 1 replies, 1 right by the file; they answer 1 test and 0 bank questions\.$/m,
  );
  assert.deepEqual(await readdir(path.join(store, "imported")), ["gemma327bit.replies", "qwq32b.replies"]);
});

it("refuses a folder that holds no replies, with what to give instead", async (t) => {
  const { home } = await cliHome(t);
  const { status, stdout, stderr } = await runCli(["bench", "import-cache", home], home);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /Give the folder cache_8k of the authors' published data/);
});

it("goes on after a kill with what was stored whole", async (t) => {
  const { home } = await cliHome(t);
  const [cache, store] = [path.join(home, "cache_8k"), path.join(home, "store")];
  const large = Array.from({ length: 2000 }, (_, index) => ({
    ...rows.aime,
    question: `Question ${index}?`,
    model_response: `<think>${"step ".repeat(2000)}</think>${index}`,
  }));
  for (const model of ["first", "second", "third"]) {
    await writeResult(cache, ["MATH", model, "result.json"], jsonLinesOf(...large));
  }
  const args = ["bench", "import-cache", cache, "--bank", path.join(home, "bank"), "--cache", store];
  const { child, prints, ended } = startCli(t, args, home);
  await prints("Model 2 of 3");
  child.kill("SIGKILL");
  await ended;
  assert.deepEqual((await openImported(store))?.models, ["first"]);
  assert.equal((await runCli(args, home)).status, 0);
  const imported = await openImported(store);
  assert.deepEqual([imported?.models, imported?.problems], [["first", "second", "third"], []]);
  assert.equal((await imported?.reply("second", { question: "Question 1999?" }))?.text, "1999");
});

it("leaves out of the tables what takes several answers of a model with one published reply", async (t) => {
  const { home, file } = await cliHome(t);
  const [cache, bank, store] = ["cache_8k", "bank", "store"].map((name) => path.join(home, name)) as [
    string,
    string,
    string,
  ];
  // The bank knows only the published model, so that Self-MoA and Self-Consistency choose it.
  const asked = Array.from({ length: 14 }, (_, index) => ({
    id: `MATH/${index}`,
    source: "MATH",
    split: index < 2 ? "test" : "bank",
    question: `Compute ${index + 3} plus ${7 * index + 2}.`,
    task: { kind: "math", answer: String(8 * index + 5) },
    capability: index < 2 ? {} : { "Only-Published": { value: 1, weight: 1, evidence: "imported" } },
  }));
  const replies = asked.map(({ question, task }) => ({
    question_id: 0,
    question,
    model_response: `The answer is \\boxed{${task.answer}}.`,
  }));
  await writeResult(cache, ["MATH", "Only-Published", "result.json"], jsonLinesOf(...replies));
  const questionFile = await file("questions.jsonl", jsonLinesOf(...asked));
  const all: readonly (readonly string[])[] = [
    ["bank", "import", questionFile, "--format", "smcs-jsonl", "--bank", bank],
    // Simulated models have a separate folder in the store.
    ["bench", "import-cache", cache, "--bank", bank, "--cache", path.join(store, "simulated")],
  ];
  for (const args of all) assert.equal((await runCli([...args], home)).status, 0);
  const tables = ["--tables", "table-1,table-9", "--output", path.join(home, "out"), "--yes", "--json"];
  const made = await runCli(["bench", "tables", "--demo", "--bank", bank, "--cache", store, ...tables], home);
  assert.equal(made.status, 0, made.stderr);
  // Self-MoA with three seeds, Self-Consistency, and two further seeds of the published model alone.
  assert.match(made.stderr, /6 rows need more than that and are left out/);
  interface Printed {
    readonly id: string;
    readonly rows: readonly { readonly title: string }[];
    readonly notes: readonly string[];
  }
  const printed = (JSON.parse(made.stdout) as { tables: readonly Printed[] }).tables;
  const [table1, table9] = ["table-1", "table-9"].map((name) => printed.find(({ id }) => id === name));
  const titles = table1?.rows.map(({ title }) => title) ?? [];
  assert.ok(titles.includes("Only-Published") && titles.includes("Simple router"));
  assert.ok(!titles.includes("Self-MoA") && !titles.includes("Self-Consistency"));
  assert.match(table1?.notes.join("\n") ?? "", /Left out: Self-MoA; Self-Consistency: .* Only-Published .*\.$/m);
  assert.deepEqual(
    table9?.rows.map(({ title }) => title),
    ["SMCS"],
  );
});
