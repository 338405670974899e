import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { pairsFormat } from "./pairs.ts";
import { jsonLinesOf, questionsOf, reasonsOf, rowsOf } from "../../test/support/bank-import/rows.ts";

const named = { fileName: "quiz.jsonl" };
const read = (file: string | Uint8Array) => questionsOf(pairsFormat, file, named);
const texts = async (file: string | Uint8Array) =>
  (await read(file)).map(({ question, task }) => [question, task.kind]);

describe("plain questions and answers", () => {
  it("are read under their usual names, however these are written", async () => {
    const rows = [
      { question: "a?", answer: "1" },
      { Prompt: "b?", Completion: "2" },
      { problem: "c?", solution: "3" },
      { instruction: "d?", output: "4" },
      { INPUT: "e?", "expected-output": "5" },
      { query: "f?", response: "6" },
    ];
    const questions = await read(jsonLinesOf(rows));
    assert.deepEqual(
      questions.map(({ question, task }) => [question, task]),
      ["a", "b", "c", "d", "e", "f"].map((letter, at) => [`${letter}?`, { kind: "math", answer: String(at + 1) }]),
    );
  });

  it("are read from JSON lines, an array, an object with an array in it, and one of objects", async () => {
    const rows = [
      { question: "a?", answer: "1" },
      { question: "b?", answer: "Paris" },
    ];
    const wanted = [
      ["a?", "math"],
      ["b?", "open"],
    ];
    const keyed = { x: rows[0], y: rows[1] };
    const files = [jsonLinesOf(rows), JSON.stringify(rows), JSON.stringify({ name: "quiz", data: rows }, null, 2)];
    for (const file of [...files, JSON.stringify(keyed), JSON.stringify(keyed, null, 2)]) {
      const found = (await rowsOf(pairsFormat, file, named)).filter(({ kind }) => kind === "question");
      assert.deepEqual(
        found.map((row) => row.kind === "question" && [row.question.question, row.question.task.kind]),
        wanted,
        file,
      );
    }
  });

  it("are read from tables with commas, semicolons or tabs, quotes and a byte order mark", async () => {
    const wanted = [
      ['Is 2, "two"; prime?', "choice"],
      ["a\nb?", "math"],
    ];
    for (const delimiter of [",", ";", "\t"]) {
      const rows = [
        ["Nr", "Question", "Answer"],
        ["1", '"Is 2, ""two""; prime?"', "yes"],
        ["2", '"a\nb?"', "7"],
      ];
      const file = `\uFEFF${rows.map((cells) => cells.join(delimiter)).join("\r\n")}\r\n`;
      assert.deepEqual(await texts(file), wanted, JSON.stringify(delimiter));
    }
    assert.deepEqual(await texts("question\nWhy?\n"), [["Why?", "open"]]);
  });

  it("have an id made of the question's text, whichever file and form it comes in", async () => {
    const [one] = await read('{"question": "How  many?", "answer": "1"}');
    const [two] = await questionsOf(pairsFormat, "prompt;answer\nHow many? ;2\n", { fileName: "other.csv" });
    const [three] = await read('{"question": "How many?", "options": ["1", "2"], "answer": "A"}');
    assert.match(one!.id, /^text-[0-9a-f]{16}$/);
    assert.equal(one!.id, two!.id);
    assert.notEqual(one!.id, three!.id, "options are part of what is asked");
    assert.deepEqual([one!.source, two!.source], ["quiz", "other"]);
  });

  it("keep an id of their own, within their source", async () => {
    const row = '{"id": 7, "question": "a?", "source": "ours"}\n{"id": 7, "question": "a?"}';
    assert.deepEqual(
      (await read(row)).map(({ id }) => id),
      ["ours/7", "quiz/7"],
    );
    const [given] = await questionsOf(pairsFormat, row, { ...named, source: "mine" });
    assert.equal(given!.id, "mine/7");
  });

  it("are put together from an instruction and its input, a question and its context", async () => {
    const rows = [
      { instruction: "Add them.", input: "2 and 3", output: "5" },
      { context: "It rained.", question: "Was it wet?", answer: "yes" },
    ];
    const found = await rowsOf(pairsFormat, jsonLinesOf(rows), named);
    assert.deepEqual(
      found.map((row) => row.kind === "question" && [row.question.question, row.understood?.question]),
      [
        ["Add them.\n\n2 and 3", ["instruction", "input"]],
        ["Was it wet?\n\nIt rained.", ["question", "context"]],
      ],
    );
  });

  it("may have a task, outcomes, a topic and a split of their own", async () => {
    const task = { kind: "text", containsAll: ["Paris"] };
    const rows = [{ question: "a?", answer: "Paris", task, capability: { m: 1 }, subject: "cities", split: "test" }];
    const [question] = await read(jsonLinesOf(rows));
    assert.deepEqual(
      [question!.task, question!.topic, question!.split, question!.capability["m"]?.value],
      [task, "cities", "test", 1],
    );
  });

  it("are not usable without a question, and say so with the line", async () => {
    const file = [
      '{"question": "a?", "answer": "1"}',
      "",
      '{"answer": "2", "note": "x"}',
      '{"question": ["a", "b"]}',
      "[1, 2]",
      '{"question": "b?", "answer": ',
      '{"question": "  ", "prompt": "c?"}',
      '{"question": "caf\uFFFD?"}',
      JSON.stringify({ question: "x".repeat(100_001) }),
      '{"question": "b?", "task": {"kind": "magic"}}',
      '{"question": "", "answer": "3"}',
    ].join("\n");
    const reasons = await reasonsOf(pairsFormat, file, named);
    const known = "question, prompt, problem, instruction, input, query";
    assert.deepEqual(reasons.slice(0, 3), [
      [3, `there is no question; its fields are answer, note (looked for: ${known})`],
      [4, "question is a list, not a text"],
      [5, "it is a list, not an object with fields"],
    ]);
    assert.deepEqual(
      reasons.map(([at]) => at),
      [3, 4, 5, 6, 8, 9, 10, 11],
    );
    assert.equal(reasons.at(-1)?.[1], "question is empty");
    assert.match(reasons[3]![1], /^the line is not JSON/);
    assert.match(reasons[4]![1], /save the file as UTF-8/);
    assert.match(reasons[5]![1], /100,001 characters, and at most 100,000/);
    assert.match(reasons[6]![1], /^task\.kind/);
  });

  it("are told by rows in a table that has more or fewer cells than its header", async () => {
    const file = "question,answer\na?,1\nb?,2,3\nc?\nd?,4\n";
    assert.deepEqual(await reasonsOf(pairsFormat, file, named), [
      [3, "the row has 3 fields, the header 2"],
      [4, "the row has 1 fields, the header 2"],
    ]);
  });

  it("are the same ones however the bytes arrive", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ";", '"', "\n", "é", "𝄞", "7"), minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), fc.nat(8), async (pairs, size) => {
        const rows = pairs.map(([question, answer]) => ({ question, answer }));
        for (const file of [jsonLinesOf(rows), JSON.stringify(rows)]) {
          assert.deepEqual(await rowsOf(pairsFormat, file, named, [size + 1]), await rowsOf(pairsFormat, file, named));
        }
      }),
      { numRuns: 30 },
    );
  });
});
