import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cosine } from "../../core/embedding.ts";
import { builtInEmbedder } from "./built-in-embedder.ts";

const model = builtInEmbedder();
const vectorOf = async (text: string) => (await model.embed([text], "query"))[0]!;
const similarity = async (a: string, b: string) => cosine(await vectorOf(a), await vectorOf(b));

const debounce = "How do I debounce a function in TypeScript?";
const throttle = "Implement a throttle function in TypeScript that runs at most once a second.";
const dates = "How many days lie between two dates?";

describe("the built-in embedder", () => {
  it("gives a unit vector of 384 finite numbers for any text", async () => {
    const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: "grapheme" }));
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { vector, space } = await vectorOf(text);
        assert.equal(space, model.space);
        assert.equal(vector.length, 384);
        assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-6);
      }),
    );
  });

  it("gives texts without features one direction", async () => {
    for (const text of ["", " \n\t", "?", "(), ;", "\u0301\u0301", "\ud800"]) {
      assert.deepEqual(await vectorOf(text), await vectorOf(""), JSON.stringify(text));
    }
    assert.ok((await similarity("", debounce)) < 0.2);
  });

  it("gives one embedding per text, in order, whatever the purpose and the neighbours", async () => {
    const texts = [debounce, throttle, dates, debounce];
    const alone = await Promise.all(texts.map(vectorOf));
    assert.deepEqual(await model.embed(texts, "document"), alone);
    assert.deepEqual(await model.embed([], "query"), []);
  });

  it("does not depend on case, white space or how an identifier is written", async () => {
    const same = [
      ["Sort A List", "SORT  a\n\tlist"],
      ["getUserName", "get_user_name"],
      ["getUserName", "get-user-name"],
      ["parseHTTPResponse", "parse_http_response"],
      ["ｓｏｒｔ ﬁle", "sort file"],
      ["don’t sort", "don't sort"],
    ] as const;
    for (const [a, b] of same) assert.deepEqual(await vectorOf(a), await vectorOf(b), `${a} / ${b}`);
    assert.ok((await similarity("getUserName", "get the user name")) > 0.6);
    assert.ok((await similarity("JavaScript", "javascript")) > 0.6);
  });

  it("puts related questions nearer than unrelated ones", async () => {
    const related = await similarity(debounce, throttle);
    assert.ok(related > 2 * (await similarity(debounce, dates)), `${related}`);
    assert.ok(
      (await similarity("如何对列表进行排序", "对列表排序的方法")) >
        (await similarity("如何对列表进行排序", "两个日期之间的天数")),
    );
  });

  it("puts a misspelt question near the original", async () => {
    const misspelt = "How do I debuonce a funtion in TypeScript?";
    const close = await similarity(misspelt, debounce);
    assert.ok(close > 0.5 && close > (await similarity(misspelt, throttle)), `${close}`);
  });

  it("sees that different words are about one topic", async () => {
    const undo = "Undo the last commit but leave my edits alone.";
    const conflict = "Rebasing the feature branch stops at a merge conflict.";
    const headers = "Which header keeps a browser from caching the response?";
    assert.ok((await similarity(undo, conflict)) > (await similarity(undo, headers)) + 0.2);
    assert.ok((await similarity("SELECT * FROM t", "an index for a slow database")) > 0.1);
  });

  it("sees code in the words of a question", async () => {
    const code = "export function debounceCallback(fn: () => void, waitMs: number) { clearTimeout(timer); }";
    assert.ok((await similarity(code, debounce)) > (await similarity(code, dates)));
  });
});
