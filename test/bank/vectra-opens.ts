import assert from "node:assert/strict";
import path from "node:path";
import { LocalIndex, ProtobufCodec } from "vectra";
import { bankEntries, createBank, readState } from "../../src/bank/store/bank-store.ts";
import { normalise } from "../../src/core/embedding.ts";
import type { BankEntry } from "../../src/core/packed-bank/index.ts";
import { randomStream } from "../../src/core/random.ts";
import { sampleEntry, SPACE } from "./sample-bank.ts";

/** Writes a bank of SIZE entries (d = 384), and searches it with vectra: `node vectra-opens.ts FOLDER SIZE`. */
const [folder = "", size = "0"] = process.argv.slice(2);
const DIMENSION = 384;
const random = randomStream(1, "vectors");
const randomVector = (): Float32Array => normalise(Float32Array.from({ length: DIMENSION }, () => random() - 0.5));

function* entries(): Generator<BankEntry> {
  const { question } = sampleEntry("q");
  for (let i = 0; i < Number(size); i++) yield { question: { ...question, id: `q${i}` }, vector: randomVector() };
}

const startedAt = performance.now();
await createBank(folder, { space: SPACE, entries: entries() });
const written = performance.now() - startedAt;

const queries = Array.from({ length: 3 }, randomVector);
const best = queries.map(() => ({ id: "", score: -1 }));
for await (const { question, vector } of bankEntries(await readState(folder))) {
  queries.forEach((query, number) => {
    const score = query.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0);
    if (score > (best[number]?.score ?? -1)) best[number] = { id: question.id, score };
  });
}
const readAt = performance.now() - startedAt - written;

const found = queries.map(() => ({ id: "", score: -1 }));
let items = 0;
for (const { name } of (await readState(folder)).manifest.parts) {
  const part = path.join(folder, "generations", "1", name);
  const index = new LocalIndex(part, undefined, undefined, new ProtobufCodec());
  items += (await index.getIndexStats()).items;
  for (const [number, query] of queries.entries()) {
    const [first] = await index.queryItems(Array.from(query), "", 1);
    assert.ok(first);
    if (first.score > (found[number]?.score ?? -1)) found[number] = { id: first.item.id, score: first.score };
  }
}
assert.equal(items, Number(size));
for (const [number, { id, score }] of found.entries()) {
  assert.equal(id, best[number]?.id);
  assert.ok(Math.abs(score - (best[number]?.score ?? 0)) < 1e-6);
}
console.log(`written in ${written.toFixed()} ms, read and scored in ${readAt.toFixed()} ms`);
