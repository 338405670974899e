import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { answers, member } from "../../../test/support/core/scripted-model.ts";
import { askSystem, says } from "../../../test/support/core/systems.ts";
import { answer, fixedEmbedder, QUESTION, rankedBank, seedDrawing } from "../../../test/support/core/world.ts";

const seed = seedDrawing(["a,b", "a,c", "a,b", "a,b"]);

/** Every vote weighs one. */
const parameters = { posterior: "paper" } as const;

describe("majority voting", () => {
  it("takes what most models say, where SMCS follows the pairs that it draws", async () => {
    const trio = { a: says("1"), b: says("2"), c: says("2") };
    const { record, answer: winner, pool } = await askSystem("majority-voting", trio, { parameters });
    assert.deepEqual([winner, record.candidates[record.winner!]?.model, record.decidedBy], ["2", "b", "votes"]);
    assert.deepEqual(
      record.candidates.map(({ votes }) => votes),
      [1, 2, 2],
    );
    assert.deepEqual(
      pool.map(({ asked }) => asked.length),
      [1, 1, 1, 0],
    );
    assert.equal((await askSystem("smcs", trio, { run: { seed } })).answer, "1");
  });

  it("weighs each vote by the squared odds of its model's prior, except in the paper's way", async () => {
    const outcomes = (row: number) => ({ a: row < 9 ? 1 : 0, b: row < 6 ? 1 : 0, c: row < 6 ? 1 : 0 });
    const bank = bankOf(Array.from({ length: 10 }, (_, row) => ({ outcomes: outcomes(row) })));
    const trio = { a: says("1"), b: says("2"), c: says("2") };
    const vote = async (posterior: "paper" | "checked") => {
      const { record } = await askSystem("majority-voting", trio, { bank, parameters: { posterior } });
      return record;
    };
    const [paper, checked] = [await vote("paper"), await vote("checked")];
    assert.equal(paper.candidates[paper.winner!]?.answer, "2");
    // Of 10 questions 9 and 6 right, one right and one wrong added: odds 10/2 and 7/5.
    const [ofA, ofOthers] = [5 ** 2, 1.4 ** 2];
    const all = ofA + 2 * ofOthers;
    assert.equal(checked.candidates[checked.winner!]?.answer, "1");
    const scores = checked.candidates.map(({ votes, score }) => [votes, score?.toFixed(3)]);
    assert.deepEqual(scores, [
      [1, (ofA / all).toFixed(3)],
      [2, ((2 * ofOthers) / all).toFixed(3)],
      [2, ((2 * ofOthers) / all).toFixed(3)],
    ]);
  });

  it("breaks ties by the summed prior of those who agree", async () => {
    // Priors 10, 9, 8, 7: b and c have 17 together, and so have a and d; a and c have 18.
    const vote = async (...said: string[]) => {
      const pool = said.map((value, index) => member("abcd".charAt(index), says(value)));
      const { record } = await answer(pool, {
        bank: rankedBank(["a", "b", "c", "d"]),
        parameters,
        run: { system: "majority-voting" },
      });
      return record.candidates[record.winner!]?.answer;
    };
    assert.equal(await vote("x", "y", "x", "y"), "x");
    assert.equal(await vote("y", "x", "x", "y"), "y", "equal sums: the one given first");
    assert.equal(await vote("p", "x", "x", "q"), "x");
    assert.equal(await vote("p", "q", "r", "s"), "p");
  });

  it("reads choices by letter or text, and ignores who gives none", async () => {
    const question = { ...QUESTION, answerForm: { kind: "choice", options: ["Rome", "Paris"] } } as const;
    const trio = { a: answers("I cannot tell."), b: answers("Paris"), c: says("(B)") };
    const { record } = await askSystem("majority-voting", trio, {
      parameters,
      run: { question },
    });
    assert.deepEqual(
      record.candidates.map(({ votes, answer: read, score }) => [votes, read, score]),
      [
        [null, null, 0],
        [2, "B", 2 / 3],
        [2, "B", 2 / 3],
      ],
    );
    assert.equal(record.winner, 1);
  });

  it("never compares code by its letters: the code closest to all others wins", async () => {
    const code = (text: string) => answers(`The answer is 42.\n\`\`\`js\n${text}\n\`\`\``);
    const embedding = fixedEmbedder({ "x()\n": [1, 0], "y()\n": [0, 1], "y ()\n": [1, 9] });
    const outcomes = { a: 1, b: 1, c: 1 };
    const bank = bankOf(Array.from({ length: 10 }, () => ({ domain: "coding", outcomes })));
    const trio = { a: code("x()"), b: code("y()"), c: code("y ()") };
    const { record } = await askSystem("majority-voting", trio, { embedding, bank });
    // The last candidate's cosines with the first and the second are 0.11 and 0.99; these two have cosine 0 with each
    // other.
    assert.deepEqual([record.decidedBy, record.winner, record.candidates[2]?.votes], ["medoid", 2, null]);
  });
});
