import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { humanevalFormat } from "./humaneval.ts";
import { humaneval } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("humaneval", () => {
  it("becomes code tests, with what the prompt defines before the asked function as their setup", async () => {
    const [question] = await questionsOf(humanevalFormat, jsonLinesOf([humaneval]));
    assert.deepEqual(question, {
      id: "HumanEval/900",
      source: "HumanEval",
      split: "test",
      domain: "coding",
      question: `Complete this Python function:\n\n\`\`\`python\n${humaneval.prompt.trim()}\n\`\`\``,
      task: {
        kind: "code-tests",
        language: "python",
        entryPoint: "double",
        setup: "import math\n\ndef half(x):\n    return x / 2",
        tests: ["def check(candidate):\n    assert candidate(half(4)) == 4\n\ncheck(double)"],
        reference: humaneval.prompt + humaneval.canonical_solution,
      },
      capability: {},
    });
  });

  it("takes source and split from the user first", async () => {
    const options = { source: "HE", split: "bank" } as const;
    const [question] = await questionsOf(humanevalFormat, jsonLinesOf([humaneval]), options);
    assert.deepEqual([question?.id, question?.source, question?.split], ["HE/900", "HE", "bank"]);
  });

  it("refuses an entry point that is no name, since it is run", async () => {
    assert.deepEqual(await reasonsOf(humanevalFormat, jsonLinesOf([{ ...humaneval, entry_point: "f)\nimport os" }])), [
      [1, "entry_point is not usable: must be a Python name"],
    ]);
  });
});
