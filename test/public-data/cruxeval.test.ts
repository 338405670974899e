import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sameLiteral } from "../../src/core/reading/index.ts";
import { judgeReply } from "../../src/core/tasks/index.ts";
import { published, questionsOf } from "../support/bank-import/rows.ts";
import { noTools } from "../support/tasks/tasks.ts";
import { formatNamed } from "../support/bank-import/format-named.ts";

const file = published("cruxeval.jsonl");

const spellings: readonly ((output: string) => string)[] = [
  (output) => output,
  (output) => `Let us see: first this, then that.\n\n\`\`\`python\n${output}\n\`\`\``,
  (output) => `The result is \`${output}\`, as the loop ends at once.\n\nAnswer: ${output}`,
  (output) => `[ANSWER]${output}[/ANSWER]`,
];

describe("CRUXEval's outputs", { skip: file.skip }, async () => {
  const questions = file.skip === false ? await questionsOf(formatNamed("cruxeval"), file.read()) : [];
  const outputs = questions.map(({ task }) => (task.kind === "text" ? (task.exact ?? "") : ""));
  const value = (index: number, reply: string) => {
    const verdict = judgeReply(questions[index]!.task, reply, noTools);
    return verdict.kind === "judged" && verdict.value;
  };

  it("are right however they are presented", () => {
    assert.equal(outputs.length, 800);
    for (const spell of spellings) {
      assert.deepEqual(
        outputs.filter((output, index) => value(index, spell(output)) !== 1),
        [],
        spell.toString(),
      );
    }
  });

  it("are not the next question's", () => {
    const next = (index: number) => outputs[(index + 1) % outputs.length] ?? "";
    const same = outputs.flatMap((output, index) => (value(index, next(index)) === 0 ? [] : [[output, next(index)]]));
    assert.deepEqual(
      same.filter(([output = "", other = ""]) => !sameLiteral(output, other)),
      [],
    );
  });
});
