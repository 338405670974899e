import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import pLimit from "p-limit";
import { type ExampleOutcome, findExamples, givenText, runExamples } from "../../src/core/examples/index.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { builtFiles, snapshotFolder } from "../sandbox/source-files.ts";
import { formatNamed } from "../support/bank-import/format-named.ts";
import { published, questionsOf } from "../support/bank-import/rows.ts";
import { deep, part, repetitions, SEED } from "../support/deep.ts";

const { signal } = new AbortController();

/** A question with a solution that is known to be right. */
interface Solved {
  readonly id: string;
  readonly question: string;
  readonly code: string;
}

/** Reads questions as their importer builds them, with their reference solutions. */
async function imported(format: string, file: Buffer): Promise<Solved[]> {
  const questions = await questionsOf(formatNamed(format), file);
  return questions.map(({ id, question, task }) => {
    return { id, question, code: task.kind === "code-tests" ? (task.reference ?? "") : "" };
  });
}

/** A row of LiveCodeBench's results of a model. */
interface Row {
  readonly question_id: string;
  readonly question_content: string;
  readonly starter_code: string;
  readonly code_list: readonly string[];
  readonly graded_list: readonly boolean[];
}

/** Reads problems with the solutions of a model that LiveCodeBench found right. The sandbox has no threads. */
function solvedProblems(file: Buffer): Solved[] {
  const rows = JSON.parse(file.toString()) as Row[];
  return rows.flatMap(({ question_id: id, question_content: text, starter_code: starter, code_list, graded_list }) => {
    const [code = ""] = code_list;
    const question = starter === "" ? text : `${text}\n\n\`\`\`python\n${starter}\n\`\`\`\n`;
    return graded_list[0] === true && !code.includes("threading") ? [{ id, question, code }] : [];
  });
}

/** A file of questions, and what is asserted of its examples. */
interface Source {
  readonly name: string;
  readonly file: ReturnType<typeof published>;
  readonly read: () => readonly Solved[] | Promise<readonly Solved[]>;
  /** Least share of the questions in which examples are found. */
  readonly leastShare: number;
  /** Examples that the right solutions contradict, because the questions themselves are wrong. */
  readonly wrong: readonly string[];
}

const humaneval = published("HumanEval.jsonl.gz");
const mbpp = published("mbpp.jsonl");
const livecodebench = published("livecodebench_eval_all_o1-preview.json.gz");

const sources: readonly Source[] = [
  {
    name: "HumanEval",
    file: humaneval,
    read: () => imported("humaneval", humaneval.read()),
    leastShare: 0.75,
    wrong: [
      "HumanEval/47: median([-10, 4, 6, 1000, 10, 20])",
      "HumanEval/116: sort_array([1, 5, 2, 3, 4])",
      "HumanEval/116: sort_array([-2, -3, -4, -5, -6])",
    ],
  },
  { name: "MBPP", file: mbpp, read: () => imported("mbpp", mbpp.read()), leastShare: 0.95, wrong: [] },
  {
    name: "LiveCodeBench",
    file: livecodebench,
    read: () => solvedProblems(livecodebench.read()),
    leastShare: 0.95,
    wrong: [],
  },
];

/** Number of questions whose examples are run: evenly spread, and those of other seeds are others. */
const QUESTIONS = repetitions(6, 100);
/** Least share of the examples that the right solutions pass. */
const LEAST_RIGHT = 0.99;

for (const { name, file, read, leastShare, wrong } of sources) {
  describe(`the examples in ${name}'s questions`, { skip: file.skip }, async () => {
    const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
    after(() => sandbox.close());
    const questions = file.skip === false ? await read() : [];
    const limit = pLimit(2);

    const outcomesOf = async ({ question, code }: Solved): Promise<ExampleOutcome[]> =>
      limit(() => runExamples({ language: "python", code }, findExamples(question), sandbox, signal));

    it("are found in most of them", (test) => {
      const found = questions.map(({ question }) => findExamples(question).examples.length);
      const share = found.filter((count) => count > 0).length / questions.length;
      const all = found.reduce((sum, count) => sum + count, 0);
      test.diagnostic(`${name}: ${(100 * share).toFixed(1)}% of the questions have examples, ${all} in all`);
      assert.ok(share >= leastShare, String(share));
    });

    it("are passed by right solutions", async (test) => {
      const step = Math.ceil(questions.length / QUESTIONS);
      const chosen = questions.filter((_, index) => index % step === SEED % step);
      const all = await Promise.all(
        chosen.map(async (question) => (await outcomesOf(question)).map((outcome) => ({ id: question.id, outcome }))),
      );
      const outcomes = all.flat();
      const failed = outcomes.filter(({ outcome }) => !outcome.passed);
      const right = 1 - failed.length / outcomes.length;
      test.diagnostic(`${name}: right solutions pass ${outcomes.length - failed.length} of ${outcomes.length}`);
      const unknown = failed.filter(({ id, outcome }) => !wrong.includes(`${id}: ${givenText(outcome.example)}`));
      assert.ok(
        unknown.length <= (1 - LEAST_RIGHT) * outcomes.length && (!deep || right >= LEAST_RIGHT),
        JSON.stringify(failed, null, 1),
      );
    });
  });
}

/** Questions that ask for no code: some of them have text that looks like an example. */
const others = [
  { name: "MATH-500", format: "math", file: published("MATH-500.test.jsonl") },
  { name: "IFEval", format: "ifeval", file: published("ifeval_input_data.jsonl") },
  { name: "MMLU-Pro", format: "mmlu-pro", file: published("mmlu_pro_test.jsonl.gz") },
  { name: "CRUXEval", format: "cruxeval", file: published("cruxeval.jsonl") },
];
/** Number of these questions that are read in `npm test`, and the most that may have examples. */
const READ = 500;
const MOST_FOUND = 1;

for (const { name, format, file } of others)
  it(`${name}'s questions have no examples`, { skip: file.skip }, async () => {
    const questions = part(await questionsOf(formatNamed(format), file.read()), READ);
    const found = questions.filter(({ question }) => findExamples(question).examples.length > 0);
    assert.ok(
      found.length <= (MOST_FOUND * questions.length) / READ,
      found.map(({ question }) => JSON.stringify(findExamples(question).examples[0])).join("\n"),
    );
  });
