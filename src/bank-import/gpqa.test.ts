import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../core/question-bank/index.ts";
import { gpqaFormat } from "./gpqa.ts";
import { gpqaCsv } from "../../test/support/bank-import/samples.ts";
import { questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

function right({ task }: BankQuestion): string | undefined {
  return task.kind === "choice" ? task.options["ABCD".indexOf(task.answer)] : undefined;
}

describe("GPQA", () => {
  it("has the right answer among four options, and the bare question", async () => {
    const [first, second] = await questionsOf(gpqaFormat, gpqaCsv);
    assert.equal(first!.id, "GPQA/recA");
    assert.equal(first!.split, "bank");
    assert.equal(first!.domain, "science");
    assert.equal(first!.topic, "Particle Physics");
    assert.equal(first!.question, "Which of these, at rest, is heaviest?");
    const options = first!.task.kind === "choice" ? first!.task.options : [];
    assert.deepEqual(options.toSorted(), ["a neutrino, any", "a photon", "a proton", "an electron"]);
    assert.equal(right(first!), "a proton");
    assert.equal(right(second!), "carbon dioxide");
    assert.equal(second!.topic, "Biology");
  });

  it("has its options in an order that depends on the record's id alone", async () => {
    const [header, ...rows] = gpqaCsv.split(/\n(?="?Which)/);
    const [one, other] = await questionsOf(gpqaFormat, gpqaCsv);
    const swapped = await questionsOf(gpqaFormat, [header, ...rows.map((row) => row.trim()).reverse()].join("\n"));
    assert.deepEqual(swapped, [other, one]);
  });

  it("puts the right answer under each letter about as often", async () => {
    const [header] = gpqaCsv.split("\n");
    const rows = Array.from({ length: 2000 }, (_, index) => `Q,x,a,b,c,d,rec${index},,`);
    const questions = await questionsOf(gpqaFormat, [header, ...rows].join("\n"));
    for (const letter of "ABCD") {
      const count = questions.filter(({ task }) => task.kind === "choice" && task.answer === letter).length;
      assert.ok(count > 400 && count < 600, `${letter}: ${count}`);
    }
  });

  it("says what is wrong with a row and reads on", async () => {
    const rows = "Q,x,a,b,c,,recC,,\nQ,x,a,b,c,d\nQ,x,a,b,c,d,recD,,\n";
    assert.deepEqual(await reasonsOf(gpqaFormat, gpqaCsv + rows), [
      [4, "Incorrect Answer 3 is not usable: it is empty"],
      [5, "the row has 6 fields, the header 9"],
    ]);
  });
});
