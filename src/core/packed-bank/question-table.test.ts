import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { labelListsOf, labelsAt, namesAt } from "./label-lists.ts";
import { labelsOf } from "./labels.ts";
import { questionTable } from "./question-table.ts";

const question = (id: string, labels: { source: string; domain?: string; topic?: string; skills?: string[] }) => {
  return { id, question: `${id}?`, split: "bank" as const, task: { kind: "open" as const }, capability: {}, ...labels };
};

describe("a table of questions", () => {
  const table = questionTable([
    question("1", { source: "mbpp", domain: "coding", topic: "lists", skills: ["sorting", "python"] }),
    question("2", { source: "gpqa" }),
    question("3", { source: "mbpp", domain: "coding", skills: ["python"] }),
  ]);

  it("gives ids and texts by row", () => {
    assert.equal(table.size, 3);
    assert.deepEqual(
      [0, 1, 2].map((row) => [table.id(row), table.text(row)]),
      [
        ["1", "1?"],
        ["2", "2?"],
        ["3", "3?"],
      ],
    );
  });

  it("labels each row, with an empty name where nothing is known", () => {
    assert.deepEqual(table.sources, { names: ["mbpp", "gpqa"], of: Uint32Array.of(0, 1, 0) });
    assert.deepEqual(table.domains, { names: ["coding", ""], of: Uint32Array.of(0, 1, 0) });
    assert.deepEqual(table.topics, { names: ["lists", ""], of: Uint32Array.of(0, 1, 1) });
  });

  it("lists the skills of each row, none where none are named", () => {
    const [names, ends, of] = [["sorting", "python"], Uint32Array.of(2, 2, 3), Uint32Array.of(0, 1, 1)];
    assert.deepEqual(table.skills, { names, ends, of });
    assert.deepEqual([...labelsAt(table.skills, 1)], []);
  });

  it("has lists that give every row its names back", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ maxLength: 2 }))), (rows) => {
        const lists = labelListsOf(rows);
        assert.deepEqual(
          rows.map((_, row) => namesAt(lists, row)),
          rows,
        );
        assert.equal(new Set(lists.names).size, lists.names.length);
      }),
    );
  });

  it("refuses rows that it does not have", () => {
    for (const row of [-1, 3, Number.NaN]) {
      assert.throws(() => table.id(row), RangeError);
      assert.throws(() => table.text(row), RangeError);
    }
  });

  it("has labels that give every row its name, from a list without repetitions", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 })), (rows) => {
        const { names, of } = labelsOf(rows);
        assert.deepEqual(
          Array.from(of, (number) => names[number]),
          rows,
        );
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });
});
