import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { part } from "../support/deep.ts";
import { type Likeness, mostSimilar, sharedWordGrams } from "../support/starter-bank/likeness.ts";
import { benchmarksMissing, publicQuestions } from "../support/starter-bank/public-benchmarks.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

/**
 * Minimum cosine of near-duplicate questions with the built-in embedder. Different questions on one API, which also
 * share their field of knowledge, stay below it; a copy with one changed word does not.
 */
const NEARLY_SAME = 0.88;
/**
 * Maximum share of phrases in common with a benchmark. A few long common phrases are a coincidence, but many show a
 * copy.
 */
const MOST_SHARED_GRAMS = 0.1;
const GRAM_LENGTH = 8;

const own = starterQuestions.map(({ id, question, task }) => ({
  id,
  text: task.kind === "choice" ? [question, ...task.options].join("\n") : question,
}));

function report(t: TestContext, what: string, found: readonly Likeness[]): void {
  for (const { id, other, degree } of found.slice(0, 3)) t.diagnostic(`${what}: ${degree.toFixed(2)} ${id} and ${other}`);
}

describe("the starter questions", () => {
  it("are all different from each other", async (t) => {
    assert.equal(new Set(own.map(({ text }) => text.toLowerCase().replace(/\W+/g, " "))).size, own.length);
    const alike = await mostSimilar(own, own);
    report(t, "most alike", alike);
    assert.deepEqual(
      alike.filter(({ degree }) => degree >= NEARLY_SAME),
      [],
    );
  });

  it("are none of the public benchmarks' questions", { skip: benchmarksMissing }, async (t) => {
    const published = await publicQuestions();
    assert.ok(published.length > 14_000);
    const others = part(published, 2000);
    const alike = await mostSimilar(own, others);
    report(t, "most alike", alike);
    const shared = sharedWordGrams(own, others, GRAM_LENGTH);
    report(t, `share of ${GRAM_LENGTH}-grams`, shared);
    assert.deepEqual(
      [...alike.filter(({ degree }) => degree >= NEARLY_SAME), ...shared.filter(({ degree }) => degree >= MOST_SHARED_GRAMS)],
      [],
    );
  });
});

describe("likeness", () => {
  const original = { id: "original", text: "Write a function that returns the first day of the month before a given day." };
  const copy = { id: "copy", text: "Write a function that returns the first day of the month before a given date!" };
  const other = { id: "other", text: "How many bits are needed for a port number?" };

  it("finds a copy with a word changed, by meaning and by its phrases", async () => {
    const [nearest] = await mostSimilar([copy], [other, original]);
    assert.ok(nearest?.other === "original" && nearest.degree > NEARLY_SAME);
    const [shared] = sharedWordGrams([copy, other], [original], GRAM_LENGTH);
    assert.ok(shared?.id === "copy" && shared.other === "original" && shared.degree > MOST_SHARED_GRAMS);
  });

  it("does not mistake another question for one", async () => {
    assert.ok(((await mostSimilar([other], [original]))[0]?.degree ?? 1) < NEARLY_SAME);
    assert.deepEqual(sharedWordGrams([other], [original], GRAM_LENGTH), []);
  });
});
