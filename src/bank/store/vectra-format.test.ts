import assert from "node:assert/strict";
import { copyFile, mkdir, open, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { LocalIndex, ProtobufCodec } from "vectra";
import { collect, openSample, sampleEntries, SPACE, temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { createBank, readState, rewriteBank, verifyBank } from "./bank-store.ts";
import { decodeItem } from "./item-codec.ts";
import { readItems } from "./read-items.ts";
import { fromItem } from "./stored-entry.ts";

const vectraIndex = (folder: string): LocalIndex => new LocalIndex(folder, undefined, undefined, new ProtobufCodec());

describe("the index", () => {
  for (const size of [0, 1, 17, 1000]) {
    it(`is one that vectra opens and searches, with ${size} entries`, async (t) => {
      const folder = await temporaryFolder(t);
      await createBank(folder, { space: SPACE, entries: sampleEntries(size) });
      const { entries } = await openSample(folder);
      const index = vectraIndex(path.join(folder, "generations", "1", "part-1"));
      const items = await index.listItems();
      assert.deepEqual(
        items.map(({ id, metadata, vector }) => ({ id, metadata, vector })),
        entries.map(({ question, vector }) => {
          return {
            id: question.id,
            metadata: { question: JSON.stringify(question), space: SPACE },
            vector: Array.from(vector),
          };
        }),
      );
      for (const { question, vector } of entries.slice(0, 20)) {
        const [best] = await index.queryItems(Array.from(vector), "", 1);
        assert.equal(best?.item.id, question.id);
        assert.ok(Math.abs(best.score - 1) < 1e-9);
      }
    });
  }

  it("is split where a part would become too large, and read in order", async (t) => {
    const folder = await temporaryFolder(t);
    const entries = [...sampleEntries(100)];
    await rewriteBank(folder, () => ({ space: SPACE, entries }), { partBytes: 5000 });
    const { manifest } = await readState(folder);
    assert.ok(manifest.parts.length > 3 && manifest.parts.every(({ bytes }) => bytes <= 5000));
    assert.deepEqual(
      (await openSample(folder)).ids,
      entries.map(({ question }) => question.id),
    );
    assert.deepEqual(await verifyBank(folder), []);
    for (const part of manifest.parts) {
      const stats = await vectraIndex(path.join(folder, "generations", "1", part.name)).getIndexStats();
      assert.equal(stats.items, part.entries);
    }
  });

  it("holds questions that are larger than what is read at once", async (t) => {
    const folder = await temporaryFolder(t);
    const entries = [...sampleEntries(6)].map(({ question, vector }, i) => {
      return { question: { ...question, question: "x".repeat(i % 2 === 0 ? 10 : 1_300_000) }, vector };
    });
    await createBank(folder, { space: SPACE, entries });
    const found = (await openSample(folder)).entries;
    assert.deepEqual(
      found.map(({ question }) => question),
      entries.map(({ question }) => question),
    );
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("is read when vectra itself wrote it", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(17) });
    const { entries } = await openSample(folder);
    const index = vectraIndex(path.join(folder, "vectra"));
    await index.createIndex({ version: 1 });
    await index.batchInsertItems(
      entries.map(({ question, vector }) => {
        return {
          id: question.id,
          metadata: { question: JSON.stringify(question), space: SPACE },
          vector: Array.from(vector),
        };
      }),
    );
    const handle = await open(path.join(folder, "vectra", "index.pb"));
    t.after(() => handle.close());
    const items = await collect(readItems(handle, decodeItem, (id) => assert.fail(`damage at ${id ?? "?"}`)));
    assert.deepEqual(
      items.map((item) => fromItem(item, { space: SPACE, dimension: 8 })),
      entries,
    );
  });

  it("has the same bytes whoever writes it", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(5) });
    const ours = path.join(folder, "generations", "1", "part-1");
    const copy = path.join(folder, "copy");
    await mkdir(copy);
    await copyFile(path.join(ours, "index.pb"), path.join(copy, "index.pb"));
    const index = vectraIndex(copy);
    await index.beginUpdate();
    await index.endUpdate();
    assert.deepEqual(await readdir(ours), ["index.pb"]);
    assert.deepEqual(await readFile(path.join(copy, "index.pb")), await readFile(path.join(ours, "index.pb")));
  });
});
