import assert from "node:assert/strict";
import { readdir, readFile, truncate, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { keepTimes } from "../../src/bank/models/index.ts";
import type { Selection } from "../../src/core/selection/index.ts";
import { cliHome, type CliResult, runCli, startCli } from "../support/cli/run-cli.ts";
import { until } from "../support/until.ts";

const line = (id: string, changes: object = {}): string =>
  JSON.stringify({
    id,
    source: "own",
    domain: "coding",
    question: `How do I ${id} a list?`,
    task: { kind: "open" },
    ...changes,
  });
const lines = (...all: string[]): string => `${all.join("\n")}\n`;

describe("smcs bank import", () => {
  it("tries reference solutions, and names the tasks that judge nobody here", async (t) => {
    const { home, file } = await cliHome(t);
    const task = (reference: string) => ({
      task: {
        kind: "code-tests",
        language: "javascript",
        entryPoint: "one",
        tests: ["assert.equal(one(), 1);"],
        reference,
      },
    });
    const rows = lines(line("fine", task("const one = () => 1;")), line("odd", task("const one = () => 2;")));
    const given = [await file("own.jsonl", rows), "--format", "smcs-jsonl", "--bank", path.join(home, "bank")];
    const { stderr } = await runCli(["bank", "import", ...given], home);
    assert.match(stderr, /1 of the 2 reference solutions do not pass in the sandbox: odd \(.*Such tasks judge nobody/);
  });

  it("creates a bank with only what it imports, and changes nothing the second time", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = path.join(home, "bank");
    const questions = await file(
      "own.jsonl",
      lines(line("sort", { capability: { alpha: 1, beta: 0 } }), line("shuffle")),
    );
    const run = () => runCli(["bank", "import", questions, "--format", "smcs-jsonl", "--bank", bank, "--json"], home);
    const first = await run();
    assert.equal(first.status, 0, first.stderr);
    assert.deepEqual(JSON.parse(first.stdout), { imported: 2, updated: 0, skipped: 0, failed: 0, questions: 2 });
    assert.deepEqual(JSON.parse((await run()).stdout), {
      imported: 2,
      updated: 0,
      skipped: 2,
      failed: 0,
      questions: 2,
    });
    const stats = JSON.parse((await runCli(["bank", "stats", "--bank", bank, "--json"], home)).stdout) as unknown;
    assert.deepEqual(stats, {
      questions: 2,
      sources: { own: 2 },
      domains: { coding: 2 },
      models: { alpha: { evaluated: 1, accuracy: 1 }, beta: { evaluated: 1, accuracy: 0 } },
      open: { own: 2 },
      skills: { questions: 0, keywords: 0 },
      space: "built-in/feature-hashing-384/2",
    });
  });

  it("adds outcomes, which then choose the models", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = ["--bank", path.join(home, "bank")];
    const questions = await file("own.jsonl", lines(line("sort"), line("shuffle")));
    const outcomes = await file(
      "outcomes.jsonl",
      lines('{"questionId":"sort","correct":{"a":0,"b":1}}', '{"questionId":"shuffle","correct":{"a":0,"b":1}}'),
    );
    await runCli(["bank", "import", questions, "--format", "smcs-jsonl", ...bank], home);
    await runCli(["bank", "import", outcomes, "--format", "capability-jsonl", ...bank], home);
    const selected = await runCli(["select", "How do I sort a list?", "--json", ...bank], home);
    assert.deepEqual((JSON.parse(selected.stdout) as Selection).referencers, ["b", "a"]);
  });

  it("says which model of the settings merges, and why: 135 of 150, not 1 of 1", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = ["--bank", path.join(home, "bank")];
    const instruction = (row: number) => {
      const capability = row === 0 ? { lucky: 1, sure: 1 } : { sure: row < 135 ? 1 : 0 };
      const question = { id: `i${row}`, source: "ifeval", domain: "instructions", question: `Instruction ${row}?` };
      return JSON.stringify({ ...question, task: { kind: "open" }, capability });
    };
    const questions = await file("ifeval.jsonl", lines(...Array.from({ length: 150 }, (_, row) => instruction(row))));
    const endpoint = {
      name: "own",
      kind: "openai",
      baseUrl: "http://127.0.0.1:9/v1",
      models: ["lucky", "sure", "new"],
    };
    const settings = await file("settings.json", JSON.stringify({ "smcs.endpoints": [endpoint] }));
    await runCli(["bank", "import", questions, "--format", "smcs-jsonl", ...bank], home);
    const stats = (...more: string[]) => runCli(["bank", "stats", "--settings", settings, ...bank, ...more], home);
    assert.match(
      (await stats()).stdout,
      /merges answers:\n.*: sure\. It follows instructions best, by 150 known outcomes .* 90% \(95% interval 84 to 94%\)/,
    );
    assert.match((await stats()).stdout, /^without a check, so no model is evaluated on them: ifeval 150 \(/m);
    const times = { firstTokenMs: 600, durationMs: 2600, tokens: 100 };
    await keepTimes(path.join(home, "bank"), [
      { model: "sure", ...times },
      { model: "new", ...times },
    ]);
    assert.match(
      (await stats()).stdout,
      / sure, evaluated on 150; 0\.6 s to the first token, 50 tokens\/s, 2\.6 s a reply \(median of 1\)$/m,
    );
    assert.match((await stats()).stdout, /own\/new is not in the bank; 0\.6 s to the first token/);
    const { merging } = JSON.parse((await stats("--json")).stdout) as { merging: Record<string, { model: string }> };
    assert.deepEqual([merging["coding"]?.model, merging["other"]?.model], ["sure", "sure"]);
    const asked = await runCli(
      ["ask", "List two fruits.", "--settings", settings, "--dry-run", "--json", ...bank],
      home,
    );
    const { aggregator } = JSON.parse(asked.stdout) as { aggregator: { model: string; reason: string } };
    assert.deepEqual([aggregator.model, /2 models with fewer than 10/.test(aggregator.reason)], ["sure", true]);
  });

  it("reads compressed files and keeps embeddings of a space of their own for select --embedding", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = ["--bank", path.join(home, "bank")];
    const rows = lines(
      line("x", { embedding: [1, 0], space: "other/1", capability: { a: 1, b: 0 } }),
      line("y", { embedding: [0, 1], space: "other/1", capability: { a: 0, b: 1 } }),
    );
    const packed = path.join(home, "own.jsonl.gz");
    await writeFile(packed, gzipSync(rows));
    assert.equal((await runCli(["bank", "import", packed, "--format", "smcs-jsonl", ...bank], home)).status, 0);
    const vector = await file("vector.json", [0, 2]);
    const selected = await runCli(["select", "?", "--embedding", vector, "--json", ...bank], home);
    assert.equal(selected.status, 0, selected.stderr);
    assert.equal((JSON.parse(selected.stdout) as Selection).referencers[0], "b");
    const asked = await runCli(["select", "?", "--json", ...bank], home);
    assert.match((JSON.parse(asked.stdout) as Selection).space, /^built-in\//);
    assert.match(asked.stderr, /stored in other\/1, which is not available here, so built-in\/.* is used/);
  });

  it("skips a bad line by its number, and imports nothing when more than one in a hundred is bad", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = ["--bank", path.join(home, "bank")];
    const good = Array.from({ length: 150 }, (_, i) => line(`task ${i} of`));
    const fine = await file("fine.jsonl", lines(...good, '{"id": 5}'));
    const result = await runCli(["bank", "import", fine, "--format", "smcs-jsonl", "--json", ...bank], home);
    assert.equal(result.status, 0);
    assert.match(result.stderr, /row 151 skipped: .*id/);
    const bad = await file("bad.jsonl", lines(...good.slice(0, 50), "no json"));
    const refused = await runCli(["bank", "import", bad, "--format", "smcs-jsonl", ...bank], home);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /nothing was imported.*line 51/);
  });

  it("imports nothing of a file that breaks off", async (t) => {
    const { home, file } = await cliHome(t);
    const entry = { question: "How?", src: "MBPP", src_question_id: 1, model_res: { a: { is_correct: true } } };
    const whole = JSON.stringify({ 0: entry, 1: { ...entry, src_question_id: 2 } });
    const cut = await file("union.json", whole.slice(0, -20));
    const { status, stderr } = await runCli(["bank", "import", cut, "--format", "smcs-union"], home);
    assert.equal(status, 1);
    assert.match(stderr, /union.json is damaged, so nothing was imported/);
  });

  it("finds the format of plain pairs, prints what it understood, and imports what is usable when that is agreed to", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = path.join(home, "bank");
    const pairs = lines(
      '{"question":"What is the capital of France?","answer":"Paris"}',
      '{"prompt":"How many legs has a spider?","completion":"8"}',
      '{"answer":"no question"}',
    );
    const questions = await file("quiz.jsonl", pairs);
    const asked = await runCli(["bank", "import", questions, "--bank", bank], home);
    assert.equal(asked.status, 2);
    assert.match(asked.stderr, /2 of 3 rows are usable, 1 not/);
    assert.match(asked.stderr, /format: pairs/);
    assert.match(asked.stderr, /question: question \(1\), prompt \(1\); answer: answer \(1\), completion \(1\)/);
    assert.match(asked.stderr, /1 checked by the number/);
    assert.match(asked.stderr, /1 open: the answer is free text/);
    assert.match(asked.stderr, /^ {2}line 3: there is no question/m);
    assert.match(asked.stderr, /Nothing was imported\. Add --yes/);
    assert.equal((await readdir(home)).includes("bank"), false, "nothing is stored");
    for (const skipped of [0, 2]) {
      const done = await runCli(["bank", "import", questions, "--yes", "--json", "--bank", bank], home);
      assert.equal(done.status, 0, done.stderr);
      assert.deepEqual(JSON.parse(done.stdout), { imported: 2, updated: 0, skipped, failed: 1, questions: 2 });
    }
    const renamed = await file("other.csv", "Question;Answer\nHow many legs has a spider?;8\nWhy?;\n");
    const more = await runCli(["bank", "import", renamed, "--yes", "--json", "--bank", bank], home);
    assert.equal((JSON.parse(more.stdout) as { questions: number }).questions, 3, "the same question is the same one");
  });

  it("takes several files at once, and completes what the bank has from others", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = path.join(home, "bank");
    const released = (question: string, at: number) => ({
      question,
      src: "MATH",
      src_question_id: at,
      model_res: { a: { is_correct: true } },
    });
    const math = (problem: string, answer: string) =>
      JSON.stringify({ problem, solution: `\\boxed{${answer}}`, answer, subject: "Algebra", level: 1 });
    const union = await file("union.json", { 0: released("What is 2 + 2?", 0), 1: released("What is 1 + 1?", 1) });
    const own = await file("own.jsonl", lines(line("sort")));
    const native = await file("train.jsonl", lines(math("What is 2 + 2?", "4"), math("What is 3 + 3?", "6")));
    const given = ["bank", "import", union, own, "--checks-from", native, "--bank", bank];
    const unasked = await runCli(given, home);
    assert.equal(unasked.status, 2);
    assert.match(unasked.stderr, /train\.jsonl: 2 of 2 rows.*completes questions of the bank; adds none/s);
    assert.equal((await readdir(home)).includes("bank"), false, "nothing is stored");
    const { status, stdout, stderr } = await runCli([...given, "--yes", "--json"], home);
    assert.equal(status, 0, stderr);
    const counts = { imported: 4, updated: 1, skipped: 0, failed: 0, questions: 3, notInBank: 1 };
    assert.deepEqual(JSON.parse(stdout), counts);
    assert.match(
      stderr,
      /union\.json:.*own\.jsonl:.*train\.jsonl:.*1 questions are not in the bank and were left out/s,
    );
    const later = await runCli(["bank", "import", "--checks-from", native, "--bank", bank, "--yes", "--json"], home);
    assert.deepEqual(JSON.parse(later.stdout), { ...counts, imported: 1, updated: 0, skipped: 1 });
    assert.match((await runCli(["bank", "import", "--bank", bank], home)).stderr, /Name a file to import/);
    const out = path.join(home, "out.jsonl");
    await runCli(["bank", "export", out, "--bank", bank], home);
    const stored = (await readFile(out, "utf8"))
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one) as { task: { kind: string } });
    assert.deepEqual(
      stored.map(({ task }) => task.kind),
      ["math", "open", "open"],
    );
  });

  it("lists the formats, the likely ones first, when it cannot find the file's", async (t) => {
    const { home, file } = await cliHome(t);
    const mails = await file("mails.csv", "text,label\nhello,1\n");
    const { status, stderr } = await runCli(["bank", "import", mails, "--yes"], home);
    assert.equal(status, 2);
    assert.match(stderr, /The columns of mails\.csv \(text, label\) are those of no known format/);
    assert.match(stderr, /--format .*\n {2}pairs: /);
  });

  it("imports nothing of a file in which no row is usable, --yes or not", async (t) => {
    const { home, file } = await cliHome(t);
    const none = await file("none.jsonl", '{"question":["a"]}\n');
    const { status, stderr } = await runCli(["bank", "import", none, "--yes"], home);
    assert.equal(status, 1);
    assert.match(stderr, /line 1: question is a list[^]*Nothing of .*none\.jsonl can be imported/);
  });

  it("names the formats when it does not know one, and the file when it is not there", async (t) => {
    const { home } = await cliHome(t);
    const unknown = await runCli(["bank", "import", "x", "--format", "nonsense"], home);
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /smcs-jsonl/);
    assert.match((await runCli(["bank", "import", "/no/such", "--format", "smcs-jsonl"], home)).stderr, /\/no\/such/);
  });
});

/** Runs `smcs` and sends it the signal as soon as a staging file appears in the folder. */
async function stoppedBy(
  t: TestContext,
  signal: NodeJS.Signals,
  args: readonly string[],
  home: string,
  folder: string,
): Promise<CliResult> {
  const { child, ended } = startCli(t, args, home);
  const staged = async () => (await readdir(folder).catch((): string[] => [])).some((name) => name.endsWith(".log"));
  await until("a staging file", async () => child.exitCode !== null || (await staged()));
  child.kill(signal);
  return ended;
}

/** Makes the locks as old as if much time had passed since the kill. */
async function forgetLocks(folder: string): Promise<void> {
  const locks = (await readdir(folder)).filter((name) => name.endsWith(".lock"));
  for (const lock of locks) await utimes(path.join(folder, lock), 0, 0);
}

describe("smcs bank import, stopped", () => {
  const rows = Array.from({ length: 6000 }, (_, i) => line(`task ${i} of`, { capability: { m: i % 2 } }));

  it("leaves the bank as it was and goes on when it is run again, cancelled or killed", async (t) => {
    const { home, file } = await cliHome(t);
    const questions = await file("own.jsonl", lines(...rows));
    const bankOf = (name: string) => path.join(home, name);
    const command = (bank: string) => ["bank", "import", questions, "--format", "smcs-jsonl", "--bank", bank, "--json"];
    const whole = await runCli(command(bankOf("whole")), home);
    const staged = async (bank: string) =>
      (await readdir(path.join(bank, "imports"))).filter((name) => name.endsWith(".log"));
    for (const [signal, told] of [
      ["SIGINT", /cancelled, and the question bank is as it was.*Import the file again to continue/],
      ["SIGKILL", /^$/],
    ] as const) {
      const bank = bankOf(signal);
      const stopped = await stoppedBy(t, signal, command(bank), home, path.join(bank, "imports"));
      assert.match(stopped.stderr.trim(), told);
      assert.notEqual(stopped.status, 0);
      assert.equal((await staged(bank)).length, 1);
      await assert.rejects(readdir(path.join(bank, "generations", "1")));
      await forgetLocks(path.join(bank, "imports"));
      const resumed = await runCli(command(bank), home);
      assert.equal(resumed.stdout, whole.stdout, resumed.stderr);
      assert.deepEqual(await staged(bank), []);
    }
    const stats = async (name: string) =>
      (await runCli(["bank", "stats", "--bank", bankOf(name), "--json"], home)).stdout;
    assert.equal(await stats("SIGINT"), await stats("whole"));
    assert.equal(await stats("SIGKILL"), await stats("whole"));
  });
});

describe("smcs bank import --split paper", () => {
  it("makes the paper's parts, and says what it leaves out", async (t) => {
    const { home, file } = await cliHome(t);
    const problem = (task_id: number) =>
      JSON.stringify({ task_id, text: `Task ${task_id}`, code: "pass", test_list: ["assert f()"] });
    const mbpp = await file("mbpp.jsonl", lines(problem(5), problem(11), problem(601)));
    const bank = ["--bank", path.join(home, "bank"), "--json"];
    const { stdout, stderr } = await runCli(
      ["bank", "import", mbpp, "--format", "mbpp", "--split", "paper", ...bank],
      home,
    );
    assert.deepEqual(JSON.parse(stdout), { imported: 2, updated: 0, skipped: 0, failed: 0, questions: 2, leftOut: 1 });
    assert.match(stderr, /1 questions belong to neither part/);
  });

  it("is wrong usage for what the paper does not split", async (t) => {
    const { home } = await cliHome(t);
    const { status, stderr } = await runCli(["bank", "import", "x", "--format", "finqa", "--split", "paper"], home);
    assert.equal(status, 2);
    assert.match(stderr, /no split of the paper for finqa/);
  });
});

describe("smcs bank embed", () => {
  it("moves a bank of another space to the built-in embedder's", async (t) => {
    const { home, file } = await cliHome(t);
    const bank = ["--bank", path.join(home, "bank")];
    const one = await file(
      "one.jsonl",
      lines(line("sort", { embedding: [1, 0], space: "other/1", capability: { a: 1 } })),
    );
    const two = await file("two.jsonl", lines(line("shuffle")));
    await runCli(["bank", "import", one, "--format", "smcs-jsonl", ...bank], home);
    const refused = await runCli(["bank", "import", two, "--format", "smcs-jsonl", ...bank], home);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /smcs bank embed/);
    const embedded = await runCli(["bank", "embed", "--json", ...bank], home);
    const space = "built-in/feature-hashing-384/2";
    assert.deepEqual(JSON.parse(embedded.stdout), { questions: 1, space });
    assert.equal((await runCli(["bank", "import", two, "--format", "smcs-jsonl", ...bank], home)).status, 0);
    assert.equal((await runCli(["select", "How do I sort a list?", ...bank], home)).status, 0);
  });
});

describe("smcs bank export and verify", () => {
  it("write a file that makes the same bank again, starter questions included", async (t) => {
    const { home } = await cliHome(t);
    const [one, two] = ["one", "two"].map((name) => path.join(home, name));
    const file = path.join(home, "all.jsonl");
    assert.equal((await runCli(["bank", "export", file, "--bank", one!], home)).status, 0);
    assert.equal((await readFile(file, "utf8")).trim().split("\n").length, 300);
    await runCli(["bank", "import", file, "--format", "smcs-jsonl", "--bank", two!], home);
    const stats = async (bank: string) => (await runCli(["bank", "stats", "--bank", bank, "--json"], home)).stdout;
    assert.equal(await stats(one!), await stats(two!));
    const verified = await runCli(["bank", "verify", "--bank", two!, "--json"], home);
    assert.deepEqual([verified.status, JSON.parse(verified.stdout)], [0, { ok: true, problems: [] }]);
  });

  it("say so and end with status 1 when the bank is damaged", async (t) => {
    const { home } = await cliHome(t);
    const bank = path.join(home, "bank");
    await runCli(["bank", "stats", "--bank", bank], home);
    await truncate(path.join(bank, "generations", "1", "part-1", "index.pb"), 10_000);
    const { status, stdout } = await runCli(["bank", "verify", "--bank", bank, "--json"], home);
    assert.equal(status, 1);
    const { ok, problems } = JSON.parse(stdout) as { ok: boolean; problems: string[] };
    assert.equal(ok, false);
    assert.match(problems.join(), /index\.pb has 10000 bytes instead of/);
  });
});
