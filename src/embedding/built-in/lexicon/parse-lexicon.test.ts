import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseLexicon } from "./parse-lexicon.ts";

const source = `
# kitchen
baking: oven, rolling pin, knead*
  | flour, hot
cooking: pan | hot
# garden
plants: roses | flour
`;

describe("a lexicon's source", () => {
  const { concepts, terms, prefixes, longestPrefix, firstStems } = parseLexicon([source]);
  const sensesOf = (term: string) => terms.get(term)?.map(({ concept, weight }) => [concept.name, weight]);

  it("names concepts and their fields", () => {
    assert.deepEqual(
      [...concepts.values()].map(({ name, field }) => `${field}: ${name}`),
      ["kitchen: baking", "kitchen: cooking", "garden: plants"],
    );
  });

  it("gives terms before the bar more weight than terms after it", () => {
    assert.deepEqual(sensesOf("pan"), [["cooking", 1]]);
    assert.deepEqual(sensesOf("hot"), [
      ["baking", 0.35],
      ["cooking", 0.35],
    ]);
  });

  it("keeps words by their stem, phrases by all stems, and what ends in a star as it is written", () => {
    assert.deepEqual(sensesOf("ros"), [["plants", 1]]);
    assert.deepEqual(sensesOf("roll pin"), [["baking", 1.25]]);
    assert.deepEqual([...firstStems], ["roll"]);
    assert.deepEqual([...prefixes.keys()], ["knead"]);
    assert.equal(longestPrefix, 5);
  });

  it("counts a stem once for a concept, by its first term", () => {
    const { terms: once } = parseLexicon(["# f\nc: bake | baked, baking"]);
    assert.deepEqual(
      once.get("bak")?.map(({ weight }) => weight),
      [1],
    );
  });

  it("is refused where it makes no sense", () => {
    const wrong = ["c: a", "# f\nno colon", "# f\nc: a\nc: b", "# f\nc: a, , b", "# f\nc: a | ", "# f\nc: ???"];
    for (const text of wrong) assert.throws(() => parseLexicon([text]), SyntaxError, text);
  });
});
