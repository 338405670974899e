import assert from "node:assert/strict";
import { mkdir, utimes } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import type { BankEntry } from "../../../core/packed-bank/index.ts";
import { bankFolderOf, countingEmbedder, jsonl, many, question } from "../../../../test/support/bank/imports.ts";
import { bankExists, bankVersion } from "../../store/bank-store.ts";

describe("an import that was cancelled", () => {
  it("leaves the bank as it was, and goes on where it stopped", async (t) => {
    const { bankFolder, write, imported, entries, staged } = await bankFolderOf(t);
    await imported(await write("old.jsonl", jsonl(question("old"))));
    const version = await bankVersion(bankFolder);
    const file = await write("a.jsonl", jsonl(...many(500), question("old", { topic: "t" })));
    const stop = new AbortController();
    const first = countingEmbedder((texts) => {
      if (texts >= 200) stop.abort();
    });
    const cancelled = imported(file, "smcs-jsonl", { embedding: first, signal: stop.signal });
    await assert.rejects(
      cancelled,
      /import of a.jsonl was cancelled, and the question bank is as it was.*again to continue/,
    );
    assert.deepEqual(await bankVersion(bankFolder), version);
    assert.equal((await staged()).length, 1);
    const second = countingEmbedder();
    const { imported: rows, updated, questions } = await imported(file, "smcs-jsonl", { embedding: second });
    assert.deepEqual([rows, updated, questions], [501, 1, 501]);
    assert.ok(first.texts - 64 <= 500 - second.texts && second.texts < 500, `${first.texts} + ${second.texts}`);
    assert.equal((await entries()).length, 501);
    assert.deepEqual(await staged(), []);
  });

  it("at any moment changes nothing, and counts the same in the end", async (t) => {
    const whole = await bankFolderOf(t);
    const rows = [...many(150), question("q3", { topic: "t" }), ...many(50, 300)];
    const content = `${jsonl(...rows)}broken\n`;
    const expected = await whole.imported(await whole.write("a.jsonl", content));
    const { bankFolder, write, imported, entries } = await bankFolderOf(t);
    const file = await write("a.jsonl", content);
    let cancelled = 0;
    for (let moment = 0; ; moment++) {
      const stop = new AbortController();
      let left = moment;
      const onProgress = () => {
        if (left-- === 0) stop.abort();
      };
      const embedding = countingEmbedder(onProgress);
      const result = await imported(file, "smcs-jsonl", { embedding, onProgress, signal: stop.signal }).catch(
        () => null,
      );
      if (result !== null) {
        assert.deepEqual(result, expected);
        break;
      }
      cancelled += 1;
      assert.equal(await bankExists(bankFolder), false);
    }
    assert.ok(cancelled >= 3, `${cancelled}`);
    const plain = ({ question: asked, vector }: BankEntry) => ({ asked, vector: Array.from(vector) });
    assert.deepEqual((await entries()).map(plain), (await whole.entries()).map(plain));
  });

  it("starts anew when the file has changed, and is forgotten after a week", async (t) => {
    const { bankFolder, write, imported, entries, staged } = await bankFolderOf(t);
    const stopped = async (file: string) => {
      const stop = new AbortController();
      const embedding = countingEmbedder(() => {
        stop.abort();
      });
      await assert.rejects(imported(file, "smcs-jsonl", { embedding, signal: stop.signal }));
    };
    await stopped(await write("a.jsonl", jsonl(...many(100))));
    const [name] = await staged();
    await imported(await write("a.jsonl", jsonl(...many(2))));
    assert.equal((await entries()).length, 2);
    assert.deepEqual(await staged(), [name]);
    const longAgo = Date.now() / 1000 - 8 * 86_400;
    await utimes(path.join(bankFolder, "imports", name!), longAgo, longAgo);
    await imported(await write("b.jsonl", jsonl(...many(1, 50))));
    assert.deepEqual(await staged(), []);
  });
});

describe("two imports at once", () => {
  it("of the same file do not mix, and of two files lose nothing", async (t) => {
    const { bankFolder, write, imported, entries } = await bankFolderOf(t);
    await mkdir(bankFolder);
    const one = await write("a.jsonl", jsonl(...many(300)));
    const two = await write("b.jsonl", jsonl(...many(300, 200)));
    const results = await Promise.all([imported(one), imported(one), imported(two)]);
    assert.deepEqual(
      results.map(({ imported: rows }) => rows),
      [300, 300, 300],
    );
    const ids = (await entries()).map(({ question: { id } }) => id);
    assert.deepEqual([ids.length, new Set(ids).size], [500, 500]);
  });
});
