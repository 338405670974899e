import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { chunked, collected } from "../../test/support/bank-import/rows.ts";
import { type EntryOptions, jsonEntries } from "./json-entries.ts";

const entriesOf = (content: string, options?: EntryOptions, lengths?: number[]) =>
  collected(jsonEntries(chunked(content, lengths), options));

async function valuesOf(content: string, options?: EntryOptions): Promise<unknown[]> {
  return (await entriesOf(content, options)).map((entry) => (entry.kind === "value" ? entry.value : entry.reason));
}

describe("the entries of a JSON file", () => {
  it("are the elements of an array or the values of an object, in order", async () => {
    const entry = { kind: "value", document: "array" };
    assert.deepEqual(await entriesOf('[{"a":[1,"x"]},null,2.5]'), [
      { ...entry, at: 1, value: { a: [1, "x"] } },
      { ...entry, at: 2, value: null },
      { ...entry, at: 3, value: 2.5 },
    ]);
    assert.deepEqual(await valuesOf('\uFEFF {"0":{"a":1},"1":[],"":true}'), [{ a: 1 }, [], true]);
    assert.deepEqual(await valuesOf("[]"), []);
    assert.deepEqual(await valuesOf("{}"), []);
  });

  it("may be the elements of one array of an object", async () => {
    const under = "list";
    assert.deepEqual(await valuesOf('{"other":{"list":[0]},"list":[1,[2],{"list":[3]}],"more":[4]}', { under }), [
      1,
      [2],
      { list: [3] },
    ]);
    assert.deepEqual(await valuesOf("[1,2]", { under }), [1, 2]);
    assert.match(String(await valuesOf('{"other":[1]}', { under })), /nothing under "list"/);
    assert.match(String(await valuesOf('{"list":{"a":1}}', { under })), /should be an array/);
  });

  it("are what JSON.parse reads, however the bytes arrive", async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), lengths, async (values, chunks) => {
        const content = JSON.stringify(values);
        const entries = await entriesOf(content, {}, chunks);
        assert.deepEqual(
          entries.map((entry) => entry.kind === "value" && entry.value),
          JSON.parse(content),
        );
      }),
    );
  });

  it("before a fault are kept, and the fault says from where on all is lost", async () => {
    assert.deepEqual(await valuesOf("[1,2,"), [
      1,
      2,
      "the file cannot be read from entry 3 on: the file ends too early",
    ]);
    const [first, fault] = await valuesOf('[{"a":1},}');
    assert.deepEqual(first, { a: 1 });
    assert.match(String(fault), /from entry 2 on: /);
    for (const content of ["", " ", "12", '"text"', "nope", "[1]]", '{"a":1']) {
      assert.match(String((await valuesOf(content)).at(-1)), /cannot be read from entry [12] on/, content);
    }
  });

  it("end where one is too long or nests too deep", async () => {
    const long = `[1,"${"x".repeat(200_000)}",3]`;
    assert.match(
      String((await valuesOf(long, { limit: 100_000 })).at(-1)),
      /entry 2 on: it is longer than 100000 bytes/,
    );
    assert.equal((await valuesOf(long)).length, 3);
    const deep = `[1,${"[".repeat(50_000)}`;
    assert.deepEqual(await valuesOf(deep), [
      1,
      "the file cannot be read from entry 2 on: it nests deeper than 100 levels",
    ]);
  });

  it("keep a key like __proto__ to themselves", async () => {
    const [entry] = await valuesOf('[{"__proto__":{"polluted":true}}]');
    assert.equal(Object.getPrototypeOf(entry), Object.prototype);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});
