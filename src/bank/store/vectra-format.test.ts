import assert from "node:assert/strict";
import { copyFile, mkdir, readdir, readFile, truncate } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { LocalIndex, ProtobufCodec } from "vectra";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { collect, openSample, sampleEntries, SPACE, temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { compactBank, createBank, readState, rewriteBank, verifyBank } from "./bank-store.ts";
import { readParts } from "./read-parts.ts";
import { fromItem, type IndexItem } from "./stored-entry.ts";

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

  it("has at most a thousand entries in a part", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(2001) });
    const { parts } = (await readState(folder)).manifest;
    assert.deepEqual(
      parts.map(({ entries }) => entries),
      [1000, 1000, 1],
    );
    assert.equal(new Set((await openSample(folder)).ids).size, 2001);
  });

  it("is refused with the way over where an earlier version made a part too large for vectra", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(1) });
    await truncate(path.join(folder, "generations", "1", "part-1", "index.pb"), 300e6);
    const refusal = /index\.pb has 300 MB; .* reads up to 269 MB\. Export the bank with the version that wrote it/;
    for (const read of [openSample, compactBank]) {
      await assert.rejects(read(folder), { name: "BankError", message: refusal });
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
    const part = { name: "vectra", entries: 17, bytes: 0, sha256: "" };
    const decode = (item: IndexItem): BankEntry => fromItem(item, { space: SPACE, dimension: 8 });
    const read = readParts(folder, [part], decode, (id) => assert.fail(`damage at ${id ?? "?"}`));
    assert.deepEqual(await collect(read), entries);
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
