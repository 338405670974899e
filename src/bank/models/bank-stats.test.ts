import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { bankStats } from "./bank-stats.ts";

async function* entriesOf(...questions: Partial<BankQuestion>[]): AsyncGenerator<BankEntry> {
  for (const [at, changes] of questions.entries()) {
    const least = {
      id: `${at}`,
      source: "s",
      split: "bank",
      question: "Q?",
      task: { kind: "open" },
      capability: {},
    } as const;
    yield await Promise.resolve({ question: { ...least, ...changes }, vector: [1] });
  }
}
const outcome = (value: number, weight = 1) => ({ value, weight, evidence: "checked" }) as const;

describe("a bank's stats", () => {
  it("count sources, domains and weighted outcomes of both splits, by name", async () => {
    const stats = await bankStats(
      "space",
      entriesOf(
        { source: "b", domain: "math", capability: { y: outcome(1), x: outcome(0) } },
        { source: "a", split: "test", capability: { y: outcome(0, 0.25) } },
        { source: "b", capability: { __proto__x: outcome(0.5) }, task: { kind: "text", exact: "x" } },
      ),
    );
    assert.deepEqual(stats, {
      questions: 3,
      sources: { a: 1, b: 2 },
      open: { a: 1, b: 1 },
      domains: { math: 1, unknown: 2 },
      models: {
        __proto__x: { evaluated: 1, accuracy: 0.5 },
        x: { evaluated: 1, accuracy: 0 },
        y: { evaluated: 2, accuracy: 0.8 },
      },
      skills: { questions: 0, keywords: 0 },
      space: "space",
    });
    assert.deepEqual([Object.keys(stats.sources), Object.keys(stats.models)[1]], [["a", "b"], "x"]);
  });

  it("count questions with keywords, and different keywords", async () => {
    const { skills } = await bankStats(
      "",
      entriesOf({ skills: ["sql", "joins"] }, { skills: ["sql"], split: "test" }, { skills: [] }, {}),
    );
    assert.deepEqual(skills, { questions: 2, keywords: 2 });
  });

  it("of an empty bank are empty", async () => {
    assert.deepEqual(await bankStats("", entriesOf()), {
      questions: 0,
      sources: {},
      open: {},
      domains: {},
      models: {},
      skills: { questions: 0, keywords: 0 },
      space: "",
    });
  });
});
