import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { builtInEmbedder } from "./built-in-embedder.ts";

/** Returns the positions and values of the three largest entries in absolute value, and the sum of all entries. */
async function fingerprint(text: string) {
  const [embedding] = await builtInEmbedder().embed([text], "query");
  const entries = [...embedding!.vector].map((value, position) => ({ position, value }));
  entries.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.position - b.position);
  return {
    largest: entries.slice(0, 3).map(({ position, value }) => [position, value]),
    sum: Math.fround(embedding!.vector.reduce((sum, value) => sum + value, 0)),
  };
}

// Stored banks hold such vectors: when one of these values must change, raise the version in the space's name.
const pinned: Readonly<Record<string, unknown>> = {
  "": {
    largest: [
      [0, 1],
      [1, 0],
      [2, 0],
    ],
    sum: 1,
  },
  "How do I debounce a function in TypeScript?": {
    largest: [
      [11, 0.3016176223754883],
      [319, 0.2910604178905487],
      [26, 0.24408593773841858],
    ],
    sum: -0.1585775464773178,
  },
  "for (let i = 0; i < items.length; i++) totalPrice += items[i]?.price ?? 0;": {
    largest: [
      [198, 0.3041370213031769],
      [17, -0.18442536890506744],
      [107, -0.17962826788425446],
    ],
    sum: 0.1079370379447937,
  },
  "Größe naïve 如何对列表进行排序 Ⅷ 😀": {
    largest: [
      [26, -0.23862755298614502],
      [197, 0.21588625013828278],
      [6, 0.20665740966796875],
    ],
    sum: -0.7776146531105042,
  },
  "sort sort sort the list of lists": {
    largest: [
      [32, -0.4004226326942444],
      [146, -0.32305842638015747],
      [92, 0.266948401927948],
    ],
    sum: 0.11553594470024109,
  },
  "git rebase --onto main: CONFLICT in src/app.ts, and `SELECT 1` at 10:30 UTC raises ValueError": {
    largest: [
      [314, -0.22817905247211456],
      [177, -0.21962657570838928],
      [96, -0.20166777074337006],
    ],
    sum: -1.381407380104065,
  },
};

describe("the built-in embedder's vectors", () => {
  it("belong to a versioned space", () => {
    assert.equal(builtInEmbedder().space, "built-in/feature-hashing-384/2");
  });

  for (const [text, expected] of Object.entries(pinned)) {
    it(`are the same on every platform: ${JSON.stringify(text.slice(0, 40))}`, async () => {
      assert.deepEqual(await fingerprint(text), expected);
    });
  }
});
