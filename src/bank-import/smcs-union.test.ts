import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { smcsUnionFormat } from "./smcs-union.ts";
import { asUnion, union } from "../../test/support/bank-import/samples.ts";
import { chunked, questionsOf, reasonsOf, rowsOf } from "../../test/support/bank-import/rows.ts";

const physics = { ...union, src: "MMLU-PRO", src_question_id: "9", src_subject: "physics", embedding: undefined };
const bankOf = (...entries: object[]) => asUnion(entries.map((each) => JSON.stringify(each)));

describe("smcs-union", () => {
  it("gives questions without a check, their outcomes and their vectors in the space of their own", async () => {
    const imported = { weight: 1, evidence: "imported" };
    assert.deepEqual(await questionsOf(smcsUnionFormat, bankOf(union)), [
      {
        id: "MBPP/601",
        source: "MBPP",
        split: "bank",
        domain: "coding",
        question: "Write a function.",
        task: { kind: "open" },
        capability: { "QwQ-32B": { value: 1, ...imported }, "Gemma-3-27b-it": { value: 0, ...imported } },
        embedding: [12.5, -3, 0.25],
        space: "linq-embed-mistral",
      },
    ]);
  });

  it("may come without vectors, and MMLU-PRO's domain is that of its subject", async () => {
    const [question] = await questionsOf(smcsUnionFormat, bankOf(physics));
    assert.deepEqual([question?.domain, question?.topic, question?.space], ["science", "physics", undefined]);
    const law = { ...physics, src_subject: "law" };
    assert.equal((await questionsOf(smcsUnionFormat, bankOf(law)))[0]?.domain, "knowledge");
  });

  it("knows the domains of the paper's data sets", async () => {
    const sources = ["GPQA", "MedMCQA", "MATH", "MBPP", "AIME", "IFEval", "LiveCodeBench"];
    const questions = await questionsOf(smcsUnionFormat, bankOf(...sources.map((src) => ({ ...union, src }))));
    const domains = questions.map(({ domain }) => domain);
    assert.deepEqual(domains, ["science", "medicine", "math", "coding", "math", "instructions", "coding"]);
  });

  it("says which entry is not usable and reads on", async () => {
    const wrong = { ...union, model_res: { a: { is_correct: "yes" } } };
    const file = bankOf(wrong, { ...union, embedding: [0, 0] }, union);
    assert.equal((await rowsOf(smcsUnionFormat, file)).filter(({ kind }) => kind === "question").length, 1);
    assert.match(
      (await reasonsOf(smcsUnionFormat, file)).join("|"),
      /^1,model_res\.a\.is_correct is not .*\|2,embedding is not usable: /,
    );
  });

  it("needs memory for one entry at a time", async () => {
    const large = JSON.stringify({
      ...union,
      embedding: Array.from({ length: 4096 }, (_, i) => (i + 0.123456789) / 7),
    });
    let asked = 0;
    async function* endless() {
      yield Buffer.from('{"0":');
      for (;;) {
        asked += 1;
        yield* chunked(`${large},"${asked}":`);
      }
    }
    let read = 0;
    for await (const row of smcsUnionFormat.rows(endless(), {})) {
      assert.equal(row.kind, "question");
      read += 1;
      assert.ok(asked - read <= 2, "reads no further than it has to");
      if (read === 10) break;
    }
  });
});
