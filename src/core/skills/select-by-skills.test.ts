import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { BankQuestion } from "../question-bank/index.ts";
import { packBank, type PackedBank } from "../packed-bank/index.ts";
import { rankBySkills } from "./select-by-skills.ts";
import { suitabilities } from "./skill-profile.ts";

interface Row extends Pick<Partial<BankQuestion>, "domain" | "topic" | "skills"> {
  readonly outcomes: Readonly<Record<string, number>>;
  /** Weight of all outcomes of the question. */
  readonly weight?: number;
}

/** Returns a bank whose question ids are their rows. */
function bankOf(rows: readonly Row[]): PackedBank {
  const entries = rows.map(({ outcomes, weight = 1, ...labels }, row) => {
    const capability = Object.fromEntries(
      Object.entries(outcomes).map(([model, value]) => [model, { value, weight, evidence: "checked" as const }]),
    );
    const asked = { id: `${row}`, source: "s", split: "bank", question: "?", task: { kind: "open" } } as const;
    return { question: { ...asked, capability, ...labels }, vector: [1] };
  });
  return packBank("test", entries);
}

const support = (...similarities: number[]) => similarities.map((similarity, row) => ({ id: `${row}`, similarity }));
const rounded = (ranked: readonly { model: string; value: number }[]) =>
  ranked.map(({ model, value }) => [model, Math.round(value * 1e6) / 1e6]);

describe("models by the skills of the support questions", () => {
  it("are judged by overall accuracy times that on the skills, weighed by similarity", () => {
    const bank = bankOf([
      { skills: ["sql", "joins"], outcomes: { a: 1, b: 0 } },
      { skills: ["sql"], outcomes: { a: 0, b: 1 } },
      { skills: ["graphs"], outcomes: { a: 0, b: 1 } },
    ]);
    // Skills: sql 0.9 + 0.3, joins 0.9, of 2.1 in total. a: 1/3 right overall, 1/2 on sql, all on joins. b: 2/3, 1/2,
    // none.
    const ranked = rankBySkills(bank, ["b", "a"], support(0.9, 0.3));
    const [a, b] = [(1 / 3) * ((1.2 * 0.5 + 0.9) / 2.1), (2 / 3) * ((1.2 * 0.5) / 2.1)];
    assert.deepEqual(
      rounded(ranked),
      rounded([
        { model: "a", value: a },
        { model: "b", value: b },
      ]),
    );
  });

  it("takes domain and topic for the skills of a question without keywords, one skill where they are one", () => {
    const bank = bankOf([
      { domain: "Coding", topic: "SQL", outcomes: { a: 1, b: 0 } },
      { domain: "coding", topic: "coding", skills: [], outcomes: { a: 0, b: 1 } },
      { domain: "math", skills: ["sql"], outcomes: { a: 0, b: 1 } },
    ]);
    const onSql = suitabilities(bank, ["a", "b"], new Map([["sql", 1]]));
    assert.deepEqual(onSql, [(1 / 3) * 0.5, (2 / 3) * 0.5]);
    const onCoding = suitabilities(bank, ["a", "b"], new Map([["coding", 1]]));
    assert.deepEqual(onCoding, [(1 / 3) * 0.5, (2 / 3) * 0.5]);
    assert.deepEqual(suitabilities(bank, ["a", "b"], new Map([["math", 1]])), [1 / 3, 2 / 3]);
  });

  it("gives a model of which too little is known the mean of the others, on each skill and on the whole", () => {
    const known = Array.from({ length: 20 }, (_, row): Row => {
      const outcomes = { a: row < 10 ? 1 : 0, b: 1, ...(row < 9 ? { c: 1 } : {}) };
      return { skills: ["sql"], outcomes };
    });
    // Nine known outcomes are too few for the skill, but not for the whole bank.
    const values = new Map(
      rankBySkills(bankOf(known), ["a", "b", "c", "stranger"], support(1)).map(({ model, value }) => [model, value]),
    );
    assert.deepEqual([values.get("a"), values.get("b"), values.get("c")], [0.5 * 0.5, 1, 0.75]);
    assert.ok(Math.abs((values.get("stranger") ?? 0) - ((0.5 + 1 + 1) / 3) * 0.75) < 1e-12);
  });

  it("weighs outcomes, and does not count a skill of which nothing is known", () => {
    const bank = bankOf([
      { skills: ["sql"], outcomes: { a: 1 }, weight: 0.25 },
      { skills: ["sql"], outcomes: { a: 0 } },
      { skills: ["new"], outcomes: {} },
    ]);
    assert.deepEqual(suitabilities(bank, ["a"], new Map([["sql", 1]])), [0.2 * 0.2]);
    assert.deepEqual(
      suitabilities(
        bank,
        ["a"],
        new Map([
          ["sql", 1],
          ["new", 9],
        ]),
      ),
      [0.2 * 0.2],
    );
  });

  it("falls back to the accuracy on the whole bank, then to the name", () => {
    const bank = bankOf([{ skills: ["sql"], outcomes: { a: 0, b: 1, c: 1 } }, { outcomes: { a: 1, b: 1, c: 1 } }]);
    const names = (from: PackedBank, ...ids: string[]) =>
      rankBySkills(
        from,
        ["c", "a", "b"],
        ids.map((id) => ({ id, similarity: 1 })),
      ).map(({ model }) => model);
    assert.deepEqual(names(bank, "unheard of"), ["b", "c", "a"]);
    assert.deepEqual(names(bank, "1"), ["b", "c", "a"]);
    assert.deepEqual(names(bankOf([])), ["a", "b", "c"]);
    assert.deepEqual(rankBySkills(bank, [], support(1)), []);
  });

  it("does not depend on the order of models, questions and keywords, and stays within [0, 1]", () => {
    const skills = fc.uniqueArray(fc.constantFrom("sql", "joins", "graphs"), { maxLength: 3 });
    const outcome = fc.constantFrom(0, 0.5, 1);
    const row = fc.record({
      skills,
      outcomes: fc.dictionary(fc.constantFrom("a", "b", "c"), outcome, { noNullPrototype: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const near = support(...rows.map((_, at) => 1 / (at + 2)));
        const plain = rankBySkills(bankOf(rows), ["a", "b", "c"], near);
        const turned = rows.map((one) => ({ ...one, skills: one.skills.toReversed() }));
        const other = rankBySkills(bankOf(turned), ["c", "b", "a"], near);
        const values = (ranked: typeof plain) => new Map(rounded(ranked).map(([model, value]) => [model, value]));
        assert.deepEqual(values(other).get("b"), values(plain).get("b"));
        for (const { value } of plain) assert.ok(value >= 0 && value <= 1 + 1e-9);
        assert.ok(plain.every(({ value }, at) => at === 0 || value <= (plain[at - 1]?.value ?? 0) + 1e-9));
      }),
    );
  });
});
