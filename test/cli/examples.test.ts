import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { it, type TestContext } from "node:test";
import { type RunRecord, shareOfExamples } from "../../src/core/record/index.ts";
import { readRun } from "../../src/records/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer } from "../support/http/local-server.ts";
import { streamAll } from "../support/http/sse.ts";

const QUESTION = `Write a Python function second(xs) that returns the second largest number of a list, or None.

second([1, 2, 3]) should return 2
second([5, 5, 1]) -> 1
second([7]) == None`;

const fenced = (code: string): string => `\`\`\`python\ndef second(xs):\n    ${code}\n\`\`\``;
const right = fenced("s = sorted(set(xs))\n    return s[-2] if len(s) > 1 else None");
const wrong = fenced("return sorted(xs)[-2]");
const endless = fenced("while len(xs) == 1: pass\n    return sorted(set(xs))[-2]");

/** The fields of a request that the server reads. */
interface Body {
  readonly model: string;
  readonly n?: number;
}

/** What differs from the usual question. */
interface Asking {
  readonly settings?: object;
  readonly question?: string;
  /** The text of a test file. */
  readonly tests?: string;
}

/**
 * Asks three models and one that merges.
 *
 * @param answers of the models a, b and c
 * @param merged the choices of the one that merges, in turn
 */
async function asked(
  t: TestContext,
  answers: Readonly<Record<string, string>>,
  merged: readonly string[],
  { settings: more = {}, question = QUESTION, tests = "" }: Asking = {},
) {
  const { home, file } = await cliHome(t);
  const bodies: string[] = [];
  let next = 0;
  const server = await localServer(({ body }, response) => {
    bodies.push(JSON.stringify(body));
    const { model, n = 1 } = body as unknown as Body;
    const texts = Array.from({ length: n }, () => answers[model] ?? merged[next++ % merged.length] ?? "");
    streamAll(
      response,
      texts.flatMap((content, index) => [
        { index, content },
        { index, finish: "stop" },
      ]),
    );
  });
  t.after(() => server.close());
  const models = [...Object.keys(answers).map((id) => ({ id })), { id: "merger", pool: false }];
  const settings = await file("settings.json", {
    "smcs.endpoints": [{ name: "own", kind: "vllm", baseUrl: server.url, models }],
    "smcs.aggregator": "merger",
    "smcs.codingAggregator": "merger",
    "smcs.hedge": "off",
    "smcs.earlyStop": false,
    ...more,
  });
  const given = tests === "" ? [] : ["--tests", await file("test_second.py", tests)];
  const ask = (...flags: string[]) =>
    runCli(["ask", question, "--settings", settings, "--yes", ...given, ...flags], home);
  const { status, stdout, stderr } = await ask("--json");
  assert.equal(status, 0, stderr);
  return {
    record: JSON.parse(stdout) as RunRecord,
    told: stderr,
    ask,
    bodies,
    home,
    replayed: async () => runCli(["replay", await file("run.json", JSON.parse(stdout))], home),
  };
}

it("gives the answer whose code passes the examples of the question, and says what came out of the others", async (t) => {
  const { record, told } = await asked(t, { a: wrong, b: endless, c: wrong }, [wrong, wrong, right, wrong]);
  assert.equal(record.candidates[record.winner ?? -1]?.text, right);
  assert.deepEqual(record.candidates.map(shareOfExamples).toSorted(), [1 / 3, 1 / 3, 1 / 3, 1]);
  assert.deepEqual(record.examples, [
    { given: "second([1, 2, 3])", expected: "2" },
    { given: "second([5, 5, 1])", expected: "1" },
    { given: "second([7])", expected: "None" },
  ]);
  const failing = record.candidates.find((one) => shareOfExamples(one) !== 1)?.checked?.outcomes;
  assert.deepEqual(
    failing?.map(({ passed, actual }) => [passed, actual]),
    [
      [true, "2"],
      [false, "5"],
      [false, "IndexError: list index out of range"],
    ],
  );
  assert.match(told, /The question has 3 examples/);
});

it("gives a single model's answer when only that passes, and nothing but the paper's way when told so", async (t) => {
  const only = await asked(t, { a: wrong, b: wrong, c: right }, [wrong]);
  assert.equal(only.record.references[only.record.winner ?? -1]?.text, right);
  assert.match(only.told, /No merged answer passes all examples of the question; that of c does, and is shown\./);
  const text = await only.ask();
  assert.match(text.stdout, /^# Best single answer, by c.*\n# passes 3 of 3 examples of the question\n\n```python/);
  const paper = await asked(t, { a: wrong, b: wrong, c: right }, [wrong], {
    settings: { "smcs.posterior": "paper" },
  });
  assert.deepEqual([paper.record.fallback, paper.record.examples], [null, []]);
});

it("runs the checks of a test file on the answers, and sends the file to no model", async (t) => {
  const tests = [
    "import pytest",
    "from numbers_of import second, third",
    "@pytest.mark.parametrize('xs, wanted', [([3, 1, 2], 2), ([5, 5, 1], 1)])",
    "def test_rows(xs, wanted):\n    assert second(xs) == wanted",
    "def test_short():\n    for xs in [[], [7]]:\n        assert second(xs) is None",
    "def test_file(tmp_path):\n    assert second(tmp_path) == 'secret-word'",
  ].join("\n");
  const question = "Write a Python function second(xs) for the second largest number.";
  const answers = { a: wrong, b: endless, c: wrong };
  const { record, told, ask, bodies, replayed } = await asked(t, answers, [wrong, wrong, right, wrong], {
    question,
    tests,
  });
  assert.equal(record.candidates[record.winner ?? -1]?.text, right);
  assert.deepEqual(
    record.examples.map(({ from = "" }) => /test_second\.py$/u.test(from)),
    [true, true, true],
  );
  assert.deepEqual(record.candidates.map(shareOfExamples).toSorted(), [1 / 3, 1 / 3, 1 / 3, 1]);
  assert.match(told, /^\S*test_second\.py has 3 examples: .* 1 check of .* needs more than the code/m);
  assert.ok(bodies.length > 3 && bodies.every((body) => !body.includes("secret-word")));
  assert.match((await replayed()).stdout, /agrees with its record/);
  const { stdout } = await ask();
  assert.match(stdout, /^# passes \d of 3 examples$/m);
  assert.match((await ask("--dry-run")).stdout, /^\S*test_second\.py has 3 examples: .* 1 check of .* needs more/m);
});

it("says why the checks of a test file are not run", async (t) => {
  const question = "Write second(xs).";
  const answers = { a: wrong, b: wrong, c: wrong };
  const tests = "from numbers_of import second\ndef test_it(tmp_path):\n    assert second(tmp_path) == 1\n";
  const none = await asked(t, answers, [wrong], { question, tests });
  assert.match(none.told, /test_second\.py has no check that can be run on the code of an answer alone\./);
  const settings = { "smcs.posterior": "paper" };
  const paper = await asked(t, answers, [wrong], { question, tests, settings });
  assert.match(paper.told, /The tests were not run: this question goes the paper's way/);
});

it("runs the answers of a recorded run on one more example, and keeps the outcome in the record", async (t) => {
  const { home, record } = await asked(t, { a: wrong, b: wrong, c: wrong }, [wrong, right, wrong, wrong]);
  const folder = path.join(home, ".smcs", "runs");
  const [name = ""] = await readdir(folder);
  const check = (example: string, ...flags: string[]) =>
    runCli(["check", path.join(folder, name), example, ...flags], home);
  const passing = await check("second([4, 4]) == None");
  assert.equal(passing.status, 0, passing.stderr);
  assert.match(passing.stdout, /^\* answer \d: second\(\[4, 4\]\) passes$/m);
  assert.match(passing.stdout, /^ {2}answer \d: second\(\[4, 4\]\) fails, expected None, got 4$/m);
  assert.equal((await check("assert second([1, 2]) == 5", "--json")).status, 1);
  const after = await readRun(path.join(folder, name));
  assert.deepEqual(
    after.ownExamples.map(({ given }) => given),
    ["second([4, 4])", "second([1, 2])"],
  );
  assert.deepEqual([after.winner, after.candidates[after.winner ?? -1]?.own.length], [record.winner, 2]);
  const replayed = await runCli(["replay", path.join(folder, name)], home);
  assert.match(replayed.stdout, /agrees with its record/);
  const refused = await check("faster please");
  assert.deepEqual([refused.status, refused.stdout], [2, ""]);
  assert.match(refused.stderr, /This is not an example that SMCS can run: "faster please"\. Write a call/);
  const text = await readFile(path.join(folder, name), "utf8");
  await writeFile(path.join(folder, name), text.replace('"context":[]', '"context":null'));
  const spoiled = await check("second([4, 4]) == None");
  assert.deepEqual([spoiled.status, spoiled.stdout], [2, ""]);
  assert.match(spoiled.stderr, /asked\.context is not what a run record has there/);
});

it("files that are none are refused before anything is asked", async (t) => {
  const { home } = await cliHome(t);
  for (const option of ["--tests", "--context"]) {
    const { status, stderr } = await runCli(["ask", "Why?", "--demo", option, home], home);
    assert.deepEqual([status, stderr.includes(`${option} ${home}: This is not a file.`)], [2, true]);
    assert.match((await runCli(["ask", "Why?", option, `${home}/none`], home)).stderr, /There is no such file\./);
  }
});
