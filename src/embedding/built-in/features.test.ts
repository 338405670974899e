import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { featureCounts } from "./features.ts";
import { tokensOf } from "./tokens.ts";

const countsOf = (text: string) => featureCounts(tokensOf(text));

describe("features", () => {
  it("are counted by kind, words by their stem", () => {
    const counts = countsOf("How do I sort 2 lists? Sorting x => lists");
    assert.deepEqual(
      Object.fromEntries(Object.entries(counts).map(([kind, features]) => [kind, Object.fromEntries(features)])),
      {
        word: { sort: 2, list: 2 },
        pair: { "sort 2": 1, "2 list": 1, "list sort": 1, "sort x": 1, "x list": 1 },
        number: { "2": 1 },
        common: {},
        stop: { how: 1, do: 1, i: 1 },
        letter: { x: 1 },
        operator: { "=>": 1 },
      },
    );
  });

  it("pair the words on both sides of stop words, not the whole of an identifier", () => {
    assert.deepEqual([...countsOf("reverse of the linkedList").pair.keys()], ["revers link", "link list"]);
  });

  it("do not mistake a stem for a stop word", () => {
    const { word, stop } = countsOf("getter");
    assert.deepEqual([[...word.keys()], stop.size], [["get"], 0]);
  });
});
