import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cruxevalFormat } from "./cruxeval.ts";
import { cruxeval } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("cruxeval", () => {
  it("asks for the output of the code", async () => {
    const [question, ...others] = await questionsOf(cruxevalFormat, jsonLinesOf([cruxeval]));
    assert.deepEqual(others, []);
    assert.equal(question?.id, "CRUXEval/sample_9");
    assert.equal(question.split, "test");
    assert.deepEqual(question.task, { kind: "text", exact: "[1, 'x']" });
    assert.ok(question.question.endsWith("```python\ndef f(a, b):\n    return [a, b]\n\nf(1, 'x')\n```"));
  });

  it("takes functions without arguments, but not rows without an answer", async () => {
    const [question] = await questionsOf(cruxevalFormat, jsonLinesOf([{ ...cruxeval, input: "" }]));
    assert.match(question?.question ?? "", /\nf\(\)\n/);
    assert.deepEqual(await reasonsOf(cruxevalFormat, jsonLinesOf([{ ...cruxeval, output: "" }])), [
      [1, "output is not usable: it is empty"],
    ]);
  });
});
