import assert from "node:assert/strict";
import { it } from "node:test";
import { bankFolderOf } from "../support/bank/imports.ts";
import { findFormat } from "../../src/bank-import/index.ts";
import { published, questionsOf } from "../support/bank-import/rows.ts";
import type { BankQuestion } from "../../src/core/question-bank/index.ts";
import { deep } from "../support/deep.ts";
import { packedTests } from "../support/livecodebench/packed-tests.ts";

/** The published files, by the format that reads them; MMLU-Pro's has thousands of rows. */
const natives = [
  { name: "mbpp.jsonl", format: "mbpp", isNamed: true },
  { name: "HumanEval.jsonl.gz", format: "humaneval", isNamed: false },
  { name: "MATH-500.test.jsonl", format: "math", isNamed: false },
  { name: "ifeval_input_data.jsonl", format: "ifeval", isNamed: false },
  { name: "mmlu_pro_test.jsonl.gz", format: "mmlu-pro", isNamed: true },
  { name: "livecodebench_eval_all_o1-preview.json.gz", format: "livecodebench", isNamed: false },
] as const;

/** Reads a file's questions with the product's code. The results are compared by their published texts. */
async function questionsIn(name: string, format: string): Promise<BankQuestion[]> {
  const found = findFormat(format);
  assert.ok(found !== undefined);
  return questionsOf(found, published(name).read());
}

/** Returns questions in the released bank's form: some data sets by their own id, others by their position. */
function asReleased(questions: readonly BankQuestion[], isNamed: boolean): object[] {
  return questions.map(({ id, source, question, topic }, position) => ({
    question: `${question}\n`,
    src: source,
    src_question_id: isNamed ? id.slice(source.length + 1) : position,
    ...(topic !== undefined && { src_subject: topic }),
    model_res: { "Elsewhere-7B": { is_correct: position % 2 === 0 } },
    embedding: [1, position],
  }));
}

for (const { name, format, isNamed } of natives) {
  it(
    `the released bank's questions of ${format} are completed by ${name}`,
    { skip: published(name).skip },
    async (t) => {
      const { write, imported, entries } = await bankFolderOf(t);
      const all = await questionsIn(name, format);
      // A text that occurs twice does not show which of its positions is meant.
      const texts = new Map<string, number>();
      const key = ({ question }: BankQuestion): string => question.replace(/\s+/gu, " ").trim();
      for (const question of all) texts.set(key(question), (texts.get(key(question)) ?? 0) + 1);
      const questions = all
        .filter((question) => isNamed || texts.get(key(question)) === 1)
        .slice(0, deep ? Infinity : 1200);
      const released = await write(
        "union.json",
        JSON.stringify(Object.fromEntries(asReleased(questions, isNamed).entries())),
      );
      assert.equal((await imported(released, "smcs-union")).questions, questions.length);
      const own = published(name).read();
      const file =
        format === "livecodebench"
          ? await write("test.jsonl", withTests(JSON.parse(own.toString("utf8")) as object[]))
          : await write("native", own);
      const result = await imported(file, format, { options: { split: "bank", onlyKnown: true } });
      assert.deepEqual(
        [result.questions, result.updated, result.notInBank],
        [questions.length, questions.length, all.length - questions.length],
      );
      const stored = (await entries()).map(({ question }) => question);
      assert.deepEqual(stored.map(({ id }) => id).toSorted(), questions.map(({ id }) => id).toSorted());
      assert.equal(stored.filter(({ task }) => task.kind === "open").length, 0);
      assert.ok(stored.every(({ split, capability }) => split === "bank" && "Elsewhere-7B" in capability));
      t.diagnostic(`${stored.length} questions, each once and with a check`);
    },
  );
}

/** Returns the published problems with made-up tests, because their own are not published with them. */
function withTests(problems: readonly object[]): string {
  const tests = (testtype: string): object[] => [{ input: "1", output: "1", testtype }];
  return problems
    .map((problem, at) => {
      const isCall = at % 2 === 0;
      const type = isCall ? "functional" : "stdin";
      return `${JSON.stringify({
        ...problem,
        public_test_cases: JSON.stringify(tests(type)),
        private_test_cases: packedTests(tests(type), 4),
        metadata: JSON.stringify(isCall ? { func_name: "solve" } : {}),
      })}\n`;
    })
    .join("");
}
