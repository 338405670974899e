import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { publishedReply, type PublishedReply } from "./published-reply.ts";
import { rows } from "../../../../test/support/lab/imported.ts";

const none = new Map<string, number>();

function read(dataSet: string, row: unknown, graded: ReadonlyMap<string, number> = none): PublishedReply {
  const reply = publishedReply(dataSet, row, graded);
  if (typeof reply === "string") throw new Error(reply);
  return reply;
}

describe("a published reply", () => {
  it("is read from every data set's shape", () => {
    assert.deepEqual(read("AIME", rows.aime), {
      id: null,
      question: rows.aime.question,
      options: null,
      text: "The answer is \\boxed{24}.",
      thinking: "360 = 2^3 3^2 5",
      correct: 1,
    });
    const { options, correct } = read("GPQA", rows.gpqa);
    assert.deepEqual([options, correct], [rows.gpqa.option, 0]);
    assert.equal(read("IFEval", rows.ifeval).text, "Blue.");
    assert.equal(read("MedMCQA", rows.medmcqa).question, rows.medmcqa.question);
  });

  it("has its data set's own id where the file has it, and no row number", () => {
    const ids = [
      read("LiveCodeBench", rows.livecodebench).id,
      read("MBPP", rows.mbpp).id,
      read("MMLU-PRO", rows.mmlupro).id,
      read("MATH", rows.aime).id,
      read("GPQA", rows.gpqa).id,
    ];
    assert.deepEqual(ids, ["1_A", "11", "70", null, null]);
  });

  it("takes its outcome from the file beside it, or from the answer that was read", () => {
    assert.equal(read("MBPP", rows.mbpp, new Map([["11", 1]])).correct, 1);
    assert.equal(read("MBPP", rows.mbpp).correct, null);
    assert.equal(read("MMLU-PRO", rows.mmlupro).correct, 0);
  });

  it("is all thinking where the model never got past it", () => {
    const { text, thinking } = read("AIME", { ...rows.aime, model_response: "<think>\nLet us see. First" });
    assert.deepEqual([text, thinking], ["", "Let us see. First"]);
  });

  it("is refused with what is wrong", () => {
    const refused = (row: unknown) => publishedReply("AIME", row, none);
    assert.equal(refused({ ...rows.aime, model_response: null }), "it holds no reply");
    assert.equal(refused({ ...rows.aime, question: 5 }), "question is not usable");
    assert.equal(refused({ ...rows.aime, question: " " }), "it does not tell which question it answers");
    assert.equal(refused({}), "it holds no reply");
    assert.equal(refused(null), "the entry is not usable");
  });
});
