import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankEntry } from "../../../core/packed-bank/index.ts";
import {
  ifeval,
  livecodebench,
  math,
  medmcqa,
  performance,
  union,
} from "../../../../test/support/bank-import/samples.ts";
import { bankFolderOf, jsonl, question } from "../../../../test/support/bank/imports.ts";

describe("a question that comes under another id", () => {
  const released = { ...union, src: "LiveCodeBench", embedding: undefined, question: livecodebench.question_content };

  it("is the bank's where source and text are the same", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    await imported(await write("e.json", JSON.stringify([livecodebench])), "livecodebench");
    const file = await write(
      "u.json",
      JSON.stringify({ 0: { ...released, src: "livecodebench", question: ` ${released.question}\n` } }),
    );
    const { notes, updated, questions } = await imported(file, "smcs-union");
    assert.deepEqual([updated, questions], [1, 1]);
    assert.match(
      notes.join(),
      /1 questions were in the bank under another id.*livecodebench\/bank-601 and LiveCodeBench\/1_A/,
    );
    const [{ question: kept }] = (await entries()) as [BankEntry];
    assert.deepEqual([kept.id, Object.keys(kept.capability)], ["LiveCodeBench/1_A", ["QwQ-32B", "Gemma-3-27b-it"]]);
    assert.equal((await imported(file, "smcs-union")).skipped, 1);
    const outcomes = await write("p.json", JSON.stringify({ performances: [performance] }));
    assert.equal((await imported(outcomes, "livecodebench")).updated, 1);
  });

  it("brings its check and its id, and makes the bank's question a test question if it is one", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    const open = { ...union, src: "MATH", embedding: undefined, question: math.problem };
    await imported(await write("u.json", JSON.stringify({ 0: open })), "smcs-union");
    await imported(await write("m.jsonl", jsonl(math)), "math");
    const [{ question: kept }, ...others] = (await entries()) as [BankEntry];
    assert.deepEqual(
      [kept.id, kept.split, kept.task, others],
      ["MATH/test/prealgebra/1.json", "test", { kind: "math", answer: "1000" }, []],
    );
  });

  it("is a choice whose options stand in the text of the other one, in whatever layout and order of imports", async (t) => {
    const stem = "Which bone is in the arm?";
    const bones = ["Femur", "Humerus", "Tibia", "Fibula"];
    const layouts = [
      `${stem}\nA. Femur\nB. Humerus\nC. Tibia\nD. Fibula`,
      `${stem} Options: (A) Femur (B) Humerus (C) Tibia (D) Fibula`,
      `${stem} {"A": "Femur", "B": "Humerus", "C": "Tibia", "D": "Fibula"}`,
      `${stem}\nChoices:\nA: Femur, B: Humerus, C: Tibia, D: Fibula`,
    ];
    const other = { ...medmcqa, id: "a2", opb: "Hyoid" };
    for (const text of layouts) {
      const released = JSON.stringify({ 0: { ...union, src: "MedMCQA", embedding: undefined, question: text } });
      for (const isFirst of [true, false]) {
        const { write, imported, entries } = await bankFolderOf(t);
        const files = [
          [await write("u.json", released), "smcs-union"],
          [await write("m.jsonl", jsonl(medmcqa, other)), "medmcqa"],
        ] as const;
        for (const [file, format] of isFirst ? files : files.toReversed()) await imported(file, format);
        const found = (await entries()).map(({ question }) => question);
        assert.deepEqual(
          found.map(({ id, capability }) => [id, Object.keys(capability).length]),
          [
            ["MedMCQA/a1", 2],
            ["MedMCQA/a2", 0],
          ],
          text,
        );
        assert.deepEqual([found[0]!.question, found[0]!.task], [stem, { kind: "choice", options: bones, answer: "B" }]);
      }
    }
  });

  it("is no choice whose options are only parts of those in the text", async (t) => {
    const stem = "How many bones are in the hand?";
    const choice = { ...medmcqa, question: stem, opa: "1", opb: "2", opc: "3", opd: "4 or 5" };
    for (const [text, questions] of [
      ["A. 10 B. 20 C. 30 D. 4 or 50", 2],
      ["A. 1.5 B. 2.5 C. 3.5 D. 4 or 5", 2],
      ["A. 0.1 B. 0.2 C. 0.3 D. 4 or 5", 2],
      ["A.1 B.2 C.3, 1.3 D.4 or 5", 1],
    ] as const) {
      const { write, imported } = await bankFolderOf(t);
      const released = { ...union, src: "MedMCQA", embedding: undefined, question: `${stem} ${text}` };
      await imported(await write("u.json", JSON.stringify({ 0: released })), "smcs-union");
      assert.equal((await imported(await write("m.jsonl", jsonl(choice)), "medmcqa")).questions, questions, text);
    }
  });

  it("stays apart where another check, another source or several could be meant", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const choice = (answer: string) => ({ question: "Which?", task: { kind: "choice", options: ["x", "y"], answer } });
    const old = [question("1", choice("A")), question("2", { question: "Who?" }), question("3", { question: "Who?" })];
    await imported(await write("a.jsonl", jsonl(...old)));
    const added = [
      question("11", choice("B")),
      question("12", { question: "Who?" }),
      question("13", { ...choice("A"), source: "own-2" }),
    ];
    const result = await imported(await write("b.jsonl", jsonl(...added)));
    assert.deepEqual([result.questions, result.updated], [6, 0]);
    assert.deepEqual(result.notes, [
      "1 questions have the same text as one of another source, and stay questions of their own: 13 and 1.",
    ]);
  });

  it("is not that of another question of the data set that has the position for its id", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    const prompt = { ...ifeval, key: 601 };
    const released = { ...union, src: "IFEval", embedding: undefined, question: "Write about the hills." };
    await imported(await write("i.jsonl", jsonl(prompt)), "ifeval");
    await imported(await write("u.json", JSON.stringify({ 0: released })), "smcs-union");
    assert.deepEqual(
      (await entries()).map(({ question: { id, question: text } }) => [id, text]),
      [
        ["IFEval/601", prompt.prompt],
        ["IFEval/bank-601", released.question],
      ],
    );
  });

  it("is two questions where one file says so", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const rows = [question("1", { question: "Who?" }), question("2", { question: "Who?" })];
    const file = await write("a.jsonl", jsonl(...rows));
    assert.equal((await imported(file)).questions, 2);
    assert.equal((await imported(file)).skipped, 2);
    assert.equal((await imported(await write("b.jsonl", jsonl(...rows, question("3"))))).questions, 3);
  });
});
