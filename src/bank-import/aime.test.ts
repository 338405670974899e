import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aimeFormat } from "./aime.ts";
import { aime, aimeCsv } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

const second = {
  id: "AIME/2024-II-4",
  source: "AIME",
  split: "test",
  domain: "math",
  question: "Find the number of positive divisors of $360$.",
  task: { kind: "math", answer: "024" },
  capability: {},
};

describe("AIME", () => {
  it("is the same question in JSON, JSON lines and CSV", async () => {
    assert.deepEqual(await questionsOf(aimeFormat, JSON.stringify([aime])), [second]);
    assert.deepEqual(await questionsOf(aimeFormat, `\uFEFF\n ${jsonLinesOf([aime])}`), [second]);
    assert.deepEqual((await questionsOf(aimeFormat, `\uFEFF${aimeCsv}`))[1], second);
  });

  it("keeps 1983 to 2023 in the bank and 2024 for the test, by year, url or id", async () => {
    const [first] = await questionsOf(aimeFormat, aimeCsv);
    assert.equal(first!.id, "AIME/1983-1");
    assert.equal(first!.split, "bank");
    assert.equal(first!.question, 'Let $x$, $y$ be\nintegers with "x > y".');
    const page = (name: string) => ({ ...aime, url: `https://example.org/${name}/Problem_12` });
    const plain = { ...aime, url: null };
    const rows = [page("1999_AIME_Problems"), page("2023_AIME_I_Problems"), { ...plain, id: "2025-I-1" }, plain];
    const found = await questionsOf(aimeFormat, jsonLinesOf([...rows, { ...plain, year: 2024 }]));
    assert.deepEqual(
      found.map(({ id, split }) => [id, split]),
      [
        ["AIME/1999-12", "bank"],
        ["AIME/2023-I-12", "bank"],
        ["AIME/2025-I-1", "test"],
        ["AIME/60", "bank"],
        ["AIME/60", "test"],
      ],
    );
    const named = [
      { ...aime, id: 0, url: "1983-1" },
      { ...aime, id: 900, url: "2024-II-4" },
    ];
    assert.deepEqual(
      (await questionsOf(aimeFormat, jsonLinesOf(named))).map(({ id, split }) => [id, split]),
      [
        ["AIME/1983-1", "bank"],
        ["AIME/2024-II-4", "test"],
      ],
    );
  });

  it("takes an answer that is a number, or else the solution's box", async () => {
    const found = await questionsOf(
      aimeFormat,
      jsonLinesOf([
        { ...aime, answer: 24 },
        { ...aime, answer: undefined },
      ]),
    );
    assert.deepEqual(
      found.map(({ task }) => task),
      [
        { kind: "math", answer: "24" },
        { kind: "math", answer: "024" },
      ],
    );
  });

  it("says what is wrong with a row", async () => {
    assert.deepEqual(await reasonsOf(aimeFormat, jsonLinesOf([{ ...aime, id: null }])), [
      [1, "id is not usable: Invalid type: Expected (string | number) but received null"],
    ]);
    assert.deepEqual(await reasonsOf(aimeFormat, `${aimeCsv}x,MMXX,1,Q,1,\n,2000,1,Q,1,\n`), [
      [4, 'year is not usable: "MMXX"'],
      [5, "ID is not usable: it is empty"],
    ]);
    assert.deepEqual(await reasonsOf(aimeFormat, "ID,Year,Problem\n"), [[1, 'the header has no column "Question"']]);
  });
});
