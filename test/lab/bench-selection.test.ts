import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it, type TestContext } from "node:test";
import type { SelectionReport } from "../../src/lab/selection-study/selection-bench.ts";
import { type CliHome, cliHome, type CliResult, runCli } from "../support/cli/run-cli.ts";

const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** Half of the questions are about sorting, where "sorter" is right, and half about capitals, where "geographer" is. */
const numbers = Array.from({ length: 120 }, (_, index) => index);
const isSorting = (index: number): boolean => index % 2 === 0;
const questions = numbers.map((index) => ({
  id: `q${index}`,
  dataset: isSorting(index) ? "sorting" : "capitals",
  year: 1900 + index,
  question: isSorting(index)
    ? `Sort array number ${index} in ascending order with quicksort in Python.`
    : `Which city is the capital of country ${index} on the political map of the world?`,
}));
const capability = numbers.map((index) => ({
  questionId: `q${index}`,
  correct: { sorter: isSorting(index) ? 1 : 0, geographer: isSorting(index) ? 0 : 1, always: index % 4 < 2 ? 1 : 0 },
}));

/**
 * Creates a home with a matrix. Returns a function that runs the command with the options that name the matrix's files.
 */
async function withMatrix(t: TestContext): Promise<CliHome & { run: (...args: string[]) => Promise<CliResult> }> {
  const made = await cliHome(t);
  const [asked, known] = [
    await made.file("questions.jsonl", lines(questions)),
    await made.file("capability.jsonl", lines(capability)),
  ];
  const run = (...args: string[]): Promise<CliResult> =>
    runCli(["bench", "selection", "--questions", asked, "--capability", known, ...args], made.home);
  return { ...made, run };
}

const reportOf = ({ status, stdout, stderr }: CliResult): SelectionReport => {
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as SelectionReport;
};

describe("smcs bench selection", () => {
  it("compares ways to choose models, with intervals, and prints the same every time", async (t) => {
    const { run } = await withMatrix(t);
    const first = await run("--seeds", "2", "--json");
    const { methods, differences, objectiveDifferences, setup } = reportOf(first);
    assert.deepEqual(
      methods.map(({ method }) => method),
      [
        "paper",
        "coverage",
        "best-single",
        "label-best",
        "skill-best",
        "symbolic-moe",
        "tuned",
        "tuned-fitted",
        "random",
        "oracle",
      ],
    );
    const keys = ["rankingScore", "top1", "top3Mean", "top3Best", "top7Mean", "top7Best"] as const;
    for (const figures of methods) {
      for (const key of keys)
        assert.ok((figures[key] ?? -1) >= 0 && (figures[key] ?? 2) <= 1, `${figures.method} ${key}`);
    }
    const top1 = (name: string): number => methods.find(({ method }) => method === name)?.top1 ?? -1;
    assert.equal(top1("paper"), 1);
    assert.equal(top1("label-best"), 1);
    assert.ok(top1("best-single") < 0.8);
    const lead = differences.find(({ to, measure }) => to === "paper" && measure === "top1");
    assert.equal(lead?.from, "best-single");
    assert.ok(lead.interval[0] > 0 && lead.interval[0] <= lead.value && lead.value <= lead.interval[1]);
    const ofCoverage = objectiveDifferences.find(({ measure }) => measure === "top3Best");
    assert.deepEqual([ofCoverage?.from, ofCoverage?.to], ["paper", "coverage"]);
    assert.deepEqual([setup.questions, setup.models, setup.bank, setup.test], [120, 3, 84, 36]);
    assert.equal((await run("--seeds", "2", "--json")).stdout, first.stdout);
  });

  it("splits by a field, leaves questions out, and tries other parameters", async (t) => {
    const { run } = await withMatrix(t);
    const args = ["--split-by", "year", "--bank-until", "1979", "--exclude", "dataset=capitals"];
    const { setup, methods, sweep, sweepDifferences } = reportOf(
      await run(...args, "--sweep-support-base", "5,30", "--sweep-tolerance", "0.5", "--json"),
    );
    assert.deepEqual([setup.bank, setup.test, setup.splits, setup.supportBase], [40, 20, 1, 20]);
    assert.equal(methods.find(({ method }) => method === "best-single")?.top1, 1);
    assert.deepEqual(
      sweep.map(({ method }) => method),
      ["N_sup_base = 5", "N_sup_base = 30", "gamma = 0.5"],
    );
    assert.ok(sweepDifferences.every(({ from }) => from === "paper"));
  });

  it("says for people by which rule and embedder the figures were made", async (t) => {
    const { run } = await withMatrix(t);
    const built = await run("--seeds", "1");
    assert.match(built.stdout, /84 questions are the bank and 36 are tested/);
    assert.match(built.stdout, /built-in\/feature-hashing/);
    assert.match(built.stdout, /N_sup_base = 42, gamma = 0\.95/);
    assert.match(built.stdout, /^paper +1\.000/m);
    assert.match(built.stdout, /^More than paper, the objective prior.*\n.* best of 7.*\n(-+.*\n)?coverage .*\[/m);
    assert.match((await run("--seeds", "1", "--embedder", "tf-idf")).stdout, /TF-IDF/);
  });

  it("names a broken line, and refuses a file that is broken throughout", async (t) => {
    const { home, file, run } = await withMatrix(t);
    const broken = await file("broken.jsonl", `${lines(capability)}{"questionId":"q1","correct":{"sorter":2}}\n`);
    const result = await run("--capability", broken, "--seeds", "1", "--json");
    reportOf(result);
    assert.match(result.stderr, /broken\.jsonl, line 121 skipped: correct\.sorter is not usable/);
    const wrong = await file("wrong.jsonl", "{}\n{}\n");
    const refused = await runCli(["bench", "selection", "--questions", wrong], home);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /2 of 2 lines of wrong\.jsonl/);
    assert.equal(refused.stdout, "");
  });

  const wrongUsage = [
    ["--split-by", "year"],
    ["--split-by", "year", "--bank-until", "1950", "--seeds", "2"],
    ["--embedder", "best"],
    ["--pairs", "all"],
    ["--exclude", "dataset"],
    ["--test-share", "1"],
    ["--tolerance", "2"],
    ["--seeds", "0"],
  ];
  it("ends with status 2 and a sentence on wrong usage", async (t) => {
    const { run } = await withMatrix(t);
    for (const args of wrongUsage) {
      const { status, stdout, stderr } = await run(...args);
      assert.equal(status, 2, args.join(" "));
      assert.equal(stdout, "");
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  const folder = fileURLToPath(new URL("../../../shared/data/matrices/lcb/", import.meta.url));
  const skip = existsSync(folder) ? false : "the matrix is not in ../shared/data/matrices";
  it("beats the best single model on LiveCodeBench split by date", { skip }, async (t) => {
    const { home } = await cliHome(t);
    const files = ["--questions", `${folder}questions.jsonl.gz`, "--capability", `${folder}capability.jsonl`];
    const dates = ["--split-by", "contest_date", "--bank-until", "2024-07-31", "--support-base", "400"];
    const { setup, methods, differences } = reportOf(
      await runCli(["bench", "selection", ...files, ...dates, "--json"], home),
    );
    assert.deepEqual([setup.bank, setup.test, setup.models], [601, 279, 56]);
    // Known from elsewhere: .748 and .859.
    const single = methods.find(({ method }) => method === "best-single");
    assert.equal(single?.top1?.toFixed(3), "0.748");
    assert.equal(single.rankingScore?.toFixed(3), "0.859");
    const lead = differences.find(({ to, measure }) => to === "paper" && measure === "rankingScore");
    assert.ok((lead?.interval[0] ?? 0) > 0, JSON.stringify(lead));
  });
});
