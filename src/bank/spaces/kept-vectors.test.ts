import assert from "node:assert/strict";
import { appendFile, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { makeFolder } from "../../storage/index.ts";
import { temporaryFolder } from "../../../test/support/bank/packed.ts";
import { vectorIn } from "../../../test/support/bank/spaces.ts";
import { repetitions } from "../../../test/support/deep.ts";
import { keptFile, recordBytes, textKey, vectorsFolder } from "./kept-file.ts";
import { KeptVectors } from "./kept-vectors.ts";

const SPACE = "made/up:space";
const D = 5;
const texts = ["one", "two", "three", "\u00fcber \ud83d\ude00", ""];
const pairs = (some: readonly string[]) => some.map((text) => [textKey(text), vectorIn(SPACE, text, D)] as const);

async function keptIn(t: TestContext, some: readonly string[] = texts) {
  const folder = await temporaryFolder(t);
  await makeFolder(vectorsFolder(folder));
  const kept = await KeptVectors.write(folder, SPACE);
  await kept.append(pairs(some));
  await kept.sync();
  await kept.close();
  return { folder, file: keptFile(folder, SPACE) };
}

/** Returns the texts with a kept vector, and checks that each vector is right. */
async function found(folder: string, some: readonly string[] = texts): Promise<string[]> {
  const kept = await KeptVectors.read(folder, SPACE);
  if (kept === null) return [];
  const there: string[] = [];
  for (const text of some) {
    const vector = await kept.get(textKey(text));
    assert.equal(vector !== null, kept.has(textKey(text)));
    if (vector === null) continue;
    assert.deepEqual(vector, vectorIn(SPACE, text, D));
    there.push(text);
  }
  await kept.close();
  return there;
}

describe("kept vectors", () => {
  it("are found again by their text, in whatever order, and more can be added", async (t) => {
    const { folder } = await keptIn(t, texts.slice(0, 2));
    const kept = await KeptVectors.write(folder, SPACE);
    assert.deepEqual([kept.size, kept.dimension], [2, D]);
    await kept.append(pairs(texts.slice(2)));
    assert.deepEqual(await kept.get(textKey("three")), vectorIn(SPACE, "three", D));
    await kept.close();
    assert.deepEqual(await found(folder), texts);
    assert.deepEqual(await found(folder, texts.toReversed()), texts.toReversed());
    assert.deepEqual(await found(folder, ["never"]), []);
    assert.equal(await KeptVectors.read(folder, "another"), null);
  });

  it("are read in any order from a file that is larger than the window on it", async (t) => {
    const many = Array.from({ length: 40_000 }, (_, at) => `text ${at}`);
    const { folder, file } = await keptIn(t, many);
    assert.ok((await stat(file)).size > 1 << 20);
    const some = [...many.slice(0, 50), ...many.slice(-50), ...many.slice(20_000, 20_050), many[3]!];
    assert.deepEqual(await found(folder, some), some);
  });

  it("refuse a vector of another length, and a file that grew under them, and keep the rest", async (t) => {
    const { folder, file } = await keptIn(t, ["one"]);
    const kept = await KeptVectors.write(folder, SPACE);
    const longer = [[textKey("two"), vectorIn(SPACE, "two", D + 1)]] as const;
    await assert.rejects(kept.append(longer), { name: "BankError", message: /have 5 numbers, a new one has 6/ });
    await appendFile(file, "x");
    await assert.rejects(kept.append(pairs(["two"])), { name: "BankError", message: /changed by another process/ });
    await kept.close();
    assert.deepEqual(await found(folder), ["one"]);
  });

  it("lose a torn end, which is cut off before more is added", async (t) => {
    const { folder, file } = await keptIn(t);
    const { size } = await stat(file);
    for (const cut of [1, recordBytes(D) - 1]) {
      await truncate(file, size - cut);
      assert.deepEqual(await found(folder), texts.slice(0, -1));
    }
    const kept = await KeptVectors.write(folder, SPACE);
    await kept.append(pairs(texts.slice(-1)));
    await kept.close();
    assert.equal((await stat(file)).size, size);
    assert.deepEqual(await found(folder), texts);
  });

  it("pass over a damaged record and lose no other", async (t) => {
    const { folder, file } = await keptIn(t);
    const bytes = await readFile(file);
    const second = bytes.indexOf("\n") + 1 + recordBytes(D);
    bytes[second + 20]! ^= 1;
    await writeFile(file, bytes);
    assert.deepEqual(await found(folder), ["one", ...texts.slice(2)]);
  });

  it("never give a wrong vector, whatever has happened to the file", async (t) => {
    const { folder, file } = await keptIn(t);
    const sound = await readFile(file);
    const damage = fc.record({
      flips: fc.array(fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
      length: fc.oneof(fc.constant(sound.length), fc.nat(sound.length)),
      more: fc.uint8Array({ maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ flips, length, more }) => {
        const bytes = Buffer.from(sound);
        for (const [at, mask] of flips) bytes[at]! ^= mask;
        await writeFile(file, Buffer.concat([bytes.subarray(0, length), more]));
        await found(folder);
        const kept = await KeptVectors.write(folder, SPACE);
        await kept.append(pairs(texts).filter(([key]) => !kept.has(key)));
        await kept.close();
        assert.deepEqual(await found(folder), texts);
      }),
      { numRuns: repetitions(30, 1000) },
    );
  });

  it("move a file of another space or format away, and never use it", async (t) => {
    for (const space of ["other", null]) {
      const { folder, file } = await keptIn(t, ["one"]);
      if (space === null) await writeFile(file, "garbage");
      else await writeFile(file, (await readFile(file, "latin1")).replace(SPACE, space), "latin1");
      assert.equal(await KeptVectors.read(folder, SPACE), null);
      const kept = await KeptVectors.write(folder, SPACE);
      assert.equal(kept.size, 0);
      await kept.close();
      const [left, ...others] = await readdir(vectorsFolder(folder));
      assert.match(left ?? "", /\.vec\.unusable-\d+$/);
      assert.deepEqual(others, []);
    }
  });

  it("have file names that are safe, short, and different for different spaces", () => {
    const spaces = ["a/b", "a:b", "A/b", "..", "CON", "x".repeat(500), "\u4e2d/\u6587", ""];
    const names = spaces.map((space) => path.basename(keptFile("", space)));
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, spaces.length);
    for (const name of names) assert.match(name, /^[A-Za-z0-9._-]{0,80}-[0-9a-f]{8}\.vec$/);
  });
});
