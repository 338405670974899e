import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { instructionIds } from "../../src/core/tasks/index.ts";
import { starterQuestions as questions } from "../support/starter-bank/starter-questions.ts";

function countBy<Item>(items: readonly Item[], key: (item: Item) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item) ?? "none"] = (counts[key(item) ?? "none"] ?? 0) + 1;
  return counts;
}

describe("the starter bank", () => {
  it("has 300 questions, of which 220 are about coding, 40 multiple choice and 40 about following instructions", () => {
    const kinds = countBy(questions, ({ task }) => (task.kind === "code-tests" ? task.language : task.kind));
    assert.deepEqual(kinds, { python: 57, typescript: 57, javascript: 56, text: 50, choice: 40, instructions: 40 });
    assert.deepEqual(
      countBy(questions, ({ domain }) => domain),
      { coding: 244, instructions: 40, math: 8, science: 8 },
    );
    assert.ok(questions.every(({ source }) => source === "starter"));
  });

  it("keeps a quarter for tests, but all instructions for choosing the aggregator", () => {
    const splits = countBy(questions, ({ task, split }) => `${task.kind === "instructions" ? "instructions" : "other"} ${split}`);
    assert.deepEqual(splits, { "instructions bank": 40, "other bank": 195, "other test": 65 });
  });

  it("has at least six questions on each topic", () => {
    const topics = countBy(questions, ({ topic }) => topic);
    assert.equal(Object.keys(topics).length, 29);
    assert.ok(Object.values(topics).every((count) => count >= 6 && count <= 20));
  });

  it("has no id twice, and knows how to debounce", () => {
    assert.equal(new Set(questions.map(({ id }) => id)).size, questions.length);
    assert.ok(questions.some(({ question }) => question === "How do I debounce a function in TypeScript?"));
  });

  it("names in the question what the tests call", () => {
    const silent = questions.filter(
      ({ question, task }) => task.kind === "code-tests" && !question.includes(task.entryPoint ?? "?"),
    );
    assert.deepEqual(
      silent.filter(({ id }) => id !== "starter/functions/debounce-ts"),
      [],
    );
  });

  it("spreads the right options of multiple choice over the letters, and no option is there twice", () => {
    const answers: string[] = [];
    for (const { id, task } of questions) {
      if (task.kind !== "choice") continue;
      assert.ok(task.options.length >= 4 && task.options.length <= 6, id);
      assert.equal(new Set(task.options).size, task.options.length, id);
      assert.ok("ABCDEF".slice(0, task.options.length).includes(task.answer), id);
      answers.push(task.answer);
    }
    assert.ok(Object.values(countBy(answers, (answer) => answer)).every((count) => count >= 6 && count <= 10));
  });

  it("has every kind of instruction that can be checked", () => {
    const ids = questions.flatMap(({ task }) => (task.kind === "instructions" ? task.ids : []));
    assert.deepEqual([...new Set(ids)].sort(), [...instructionIds].sort());
  });
});
