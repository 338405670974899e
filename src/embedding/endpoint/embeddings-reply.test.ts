import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { normalise } from "../../core/embedding.ts";
import { readEmbeddings } from "./embeddings-reply.ts";

const reply = (data: unknown, more: object = {}) => JSON.stringify({ object: "list", data, ...more });
const base64 = (...numbers: number[]) => Buffer.from(Float32Array.from(numbers).buffer).toString("base64");
const vectorsOf = (text: string, texts: number) =>
  readEmbeddings(text, texts).vectors.map((vector) => (typeof vector === "string" ? vector : Array.from(vector)));

describe("a reply with embeddings", () => {
  it("gives every text its own unit vector, in whatever order the vectors come", () => {
    const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
    const vectors = fc.array(
      vector.filter((values) => values.some((value) => value !== 0)),
      { minLength: 2, maxLength: 9 },
    );
    const inAnyOrder = vectors.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    );
    fc.assert(
      fc.property(inAnyOrder, fc.boolean(), ([all, order], packed) => {
        const data = order.map((index) => {
          const numbers = all[index] ?? [];
          return { index, embedding: packed ? base64(...numbers) : numbers };
        });
        const expected = all.map((numbers) => Array.from(normalise(numbers)));
        assert.deepEqual(vectorsOf(reply(data), all.length), expected);
      }),
    );
  });

  it("may be what llama.cpp sends", () => {
    const sample = readFileSync(new URL("../../../test/support/http/wire/embeddings.http", import.meta.url), "utf8");
    const body = sample.slice(sample.indexOf("{"));
    const { vectors, tokens } = readEmbeddings(body, 1);
    assert.deepEqual([Array.from(vectors[0] as Float32Array), tokens], [[1, 0], 2]);
  });

  it("may number nothing, and a single vector's number does not count", () => {
    assert.deepEqual(vectorsOf(reply([{ embedding: [1, 0] }, { embedding: [0, 1] }]), 2), [
      [1, 0],
      [0, 1],
    ]);
    assert.deepEqual(vectorsOf(reply([{ index: 7, embedding: [1, 0] }]), 1), [[1, 0]]);
  });

  const item = (index: number, embedding: unknown = [1, 0]) => ({ index, embedding });
  const unusable: [string, string, number, (RegExp | null)[]][] = [
    ["values that are null", reply([item(0, [null, 1]), item(1)]), 2, [/no number/, null]],
    ["NaN that JSON does not know", `{"data":[{"index":0,"embedding":[NaN, 1]}]}`, 1, [/no number/]],
    ["infinite values in base64", reply([item(0, base64(1, Infinity)), item(1)]), 2, [/no direction/, null]],
    ["zeros only", reply([item(0, [0, 0]), item(1)]), 2, [/no direction/, null]],
    ["an empty vector", reply([item(0, [])]), 1, [/no direction/]],
    ["a vector for every token", reply([item(0, [[1], [2]])]), 1, [/no number/]],
    ["text that is no base64", reply([item(0, "ab?d"), item(1, "abc")]), 2, [/no number/, /no number/]],
    ["one that is missing", reply([item(1)]), 2, [/no vector/, null]],
    ["too many", reply([item(0), item(1), item(2)]), 2, [/3 vectors for 2 texts/, /3 vectors for 2 texts/]],
    ["none at all", reply([]), 1, [/0 vectors for 1 texts/]],
    ["one number for all", reply([item(0), item(0)]), 2, [/whose/, /whose/]],
    ["numbers from 1", reply([item(1), item(2)]), 2, [/whose/, /whose/]],
    ["odd entries", reply([null, item(1)]), 2, [/whose/, /whose/]],
  ];
  for (const [what, text, texts, expected] of unusable) {
    it(`says of each text what is wrong: ${what}`, () => {
      const { vectors } = readEmbeddings(text, texts);
      assert.equal(vectors.length, expected.length);
      vectors.forEach((vector, place) => {
        const wrong = expected[place];
        if (wrong == null) assert.ok(vector instanceof Float32Array);
        else assert.match(String(vector), wrong);
      });
    });
  }

  it("is refused when it is an error or something else", () => {
    assert.throws(() => readEmbeddings('{"error":{"message":"no such model"}}', 1), { name: "RefusalError" });
    for (const other of ['{"choices":[]}', '"text"', "null", "<p>hello</p>", '{"data":']) {
      assert.throws(() => readEmbeddings(other, 1), { name: "StreamError" }, other);
    }
  });
});
