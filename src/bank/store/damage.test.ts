import assert from "node:assert/strict";
import { appendFile, cp, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { part, repetitions } from "../../../test/support/deep.ts";
import {
  adding,
  openSample,
  sampleEntries,
  sampleEntry,
  SPACE,
  temporaryFolder,
} from "../../../test/bank/sample-bank.ts";
import { randomStream } from "../../core/random.ts";
import { bankVersion, changeBank, compactBank, readState, rewriteBank, verifyBank } from "./bank-store.ts";

const COUNT = 60;
const ids = Array.from({ length: COUNT }, (_, i) => `q${i}`);
const index = (folder: string, generation: number): string =>
  path.join(folder, "generations", `${generation}`, "part-1", "index.pb");
const manifest = (folder: string, generation: number): string =>
  path.join(folder, "generations", `${generation}`, "manifest.json");
const journal = (folder: string): string => path.join(folder, "generations", "1", "journal.log");

/** Creates a bank of several parts, with an older generation unless `generations` is 1. */
async function bank(t: TestContext, generations = 1): Promise<string> {
  const folder = await temporaryFolder(t);
  await rewriteBank(folder, () => ({ space: SPACE, entries: sampleEntries(COUNT) }), { partBytes: 5000 });
  for (let i = 1; i < generations; i++) await compactBank(folder);
  return folder;
}

/** Returns how many entries the first part of the first generation has. */
async function entriesOfFirst(folder: string): Promise<number> {
  const { manifest } = await readState(folder);
  const [first] = manifest.parts;
  assert.ok(first !== undefined && manifest.parts.length > 3);
  return first.entries;
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

describe("a damaged index", () => {
  it("gives the other parts when one is cut off anywhere, and says how much is lost", async (t) => {
    const random = randomStream(1, "cuts");
    const folder = await bank(t);
    const first = await entriesOfFirst(folder);
    const whole = await readFile(index(folder, 1));
    for (let i = 0; i < repetitions(8, 200); i++) {
      const cut = i === 0 ? 0 : Math.floor(random() * whole.length);
      await writeFile(index(folder, 1), whole.subarray(0, cut));
      const { ids: found, losses } = await openSample(folder);
      // A cut between two entries leaves the entries before it.
      const kept = found.length - (COUNT - first);
      assert.deepEqual(found, [...ids.slice(0, kept), ...ids.slice(first)], `cut at ${cut}`);
      assert.ok(
        losses.some((loss) => loss.includes(`${COUNT - found.length} of ${COUNT} are lost`)),
        losses.join(),
      );
      assert.ok((await verifyBank(folder)).length > 0);
    }
  });

  it("loses no more than the part that garbage touches, wherever it lies", async (t) => {
    const random = randomStream(2, "garbage");
    const folder = await bank(t);
    const first = await entriesOfFirst(folder);
    const whole = await readFile(index(folder, 1));
    for (let i = 0; i < repetitions(10, 400); i++) {
      const length = 1 + Math.floor(random() * 700);
      const at = Math.floor(random() * (whole.length - length));
      await writeFile(index(folder, 1), whole);
      await overwrite(
        index(folder, 1),
        at,
        Uint8Array.from({ length }, () => Math.floor(random() * 256)),
      );
      const { ids: found } = await openSample(folder);
      assert.deepEqual(found.slice(first - COUNT), ids.slice(first), `${length} bytes at ${at}`);
      assert.ok(found.every((id) => ids.includes(id)) && new Set(found).size === found.length);
      assert.ok((await verifyBank(folder)).some((problem) => problem.includes("SHA-256")));
    }
  });

  it("loses the damaged entry alone where vectra still opens the part", async (t) => {
    const folder = await bank(t);
    const whole = await readFile(index(folder, 1));
    await overwrite(index(folder, 1), whole.indexOf('"id":"q3"'), Buffer.from('"id":"x3"'));
    const { ids: found, losses } = await openSample(folder);
    assert.deepEqual(
      found,
      ids.filter((id) => id !== "q3"),
    );
    assert.match(losses.join(), /1 of 60 are lost, among them q3/);
    assert.match((await verifyBank(folder)).join(), /index\.pb is damaged at question q3\./);
  });

  it("is made whole from the generation before", async (t) => {
    const random = randomStream(3, "fallback");
    const folder = await bank(t, 2);
    await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
    const whole = await readFile(index(folder, 2));
    for (const damage of ["cut", "empty", "garbage", "missing"]) {
      if (damage === "cut") await truncate(index(folder, 2), Math.floor(random() * whole.length));
      if (damage === "empty") await truncate(index(folder, 2), 0);
      if (damage === "garbage")
        await writeFile(
          index(folder, 2),
          whole.map((_, i) => (i % 251) ^ 0x5a),
        );
      if (damage === "missing") await rm(index(folder, 2));
      const { ids: found, losses } = await openSample(folder);
      assert.deepEqual(found.toSorted(), [...ids, "new"].toSorted(), damage);
      assert.ok(
        losses.some((loss) => loss.includes("are as generation 1 has them")),
        losses.join(),
      );
      assert.ok(!losses.some((loss) => loss.includes("lost")), losses.join());
      assert.deepEqual((await readState(folder)).version, await bankVersion(folder));
      assert.ok((await verifyBank(folder)).length > 0);
      await writeFile(index(folder, 2), whole);
    }
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("is noticed by a writer before it refuses a change of what the damage hides", async (t) => {
    const folder = await bank(t, 2);
    // The size is the same, and vectra cannot open the part.
    await overwrite(index(folder, 2), 4, Buffer.alloc(16, 0xff));
    await changeBank(folder, SPACE, [{ kind: "skills", id: "q5", skills: ["sql"] }]);
    const { entries, losses } = await openSample(folder);
    assert.deepEqual(
      entries.map(({ question }) => [question.id, question.skills]),
      ids.map((id) => [id, id === "q5" ? ["sql"] : undefined]),
    );
    assert.deepEqual([losses, await verifyBank(folder)], [[], []]);
    assert.ok((await readdir(folder)).some((name) => name.startsWith("damaged-2-")));
  });

  it("is moved aside, never deleted, by the next writer, who makes the bank whole", async (t) => {
    const folder = await bank(t, 2);
    await truncate(index(folder, 2), 3000);
    const left = await readFile(index(folder, 2));
    await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
    const { ids: found, losses } = await openSample(folder);
    assert.deepEqual(found.toSorted(), [...ids, "new"].toSorted());
    assert.deepEqual(losses, []);
    assert.deepEqual(await verifyBank(folder), []);
    for (let i = 0; i < 3; i++) await compactBank(folder);
    const aside = (await readdir(folder)).find((name) => name.startsWith("damaged-2-"));
    assert.deepEqual(await readFile(path.join(folder, aside ?? "", "part-1", "index.pb")), left);
  });

  it("is found by its hash when a single bit has changed, wherever", async (t) => {
    const random = randomStream(4, "bits");
    const folder = await bank(t);
    const first = await entriesOfFirst(folder);
    for (const file of [index(folder, 1), manifest(folder, 1)]) {
      const whole = await readFile(file);
      for (let i = 0; i < repetitions(6, 200); i++) {
        const at = Math.floor(random() * whole.length);
        const changed = (whole[at] ?? 0) ^ (1 << Math.floor(random() * 8));
        // Between the values of a manifest, all white space is equal.
        if (file.endsWith(".json") && /\s/.test(String.fromCharCode(whole[at] ?? 0, changed))) continue;
        await overwrite(file, at, Uint8Array.of(changed));
        assert.notDeepEqual(await verifyBank(folder), [], `bit at ${at} of ${file}`);
        const { ids: found } = await openSample(folder);
        assert.deepEqual(found.slice(first - COUNT), ids.slice(first), `bit at ${at} of ${file}`);
        await writeFile(file, whole);
      }
    }
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("does not harm the parts beside it", async (t) => {
    const folder = await temporaryFolder(t);
    await rewriteBank(folder, () => ({ space: SPACE, entries: sampleEntries(COUNT) }), { partBytes: 5000 });
    const { parts } = (await readState(folder)).manifest;
    await rm(path.join(folder, "generations", "1", "part-2"), { recursive: true });
    const { ids: found, losses } = await openSample(folder);
    assert.equal(found.length, COUNT - (parts[1]?.entries ?? 0));
    assert.match(losses.join(" "), /part-2.* is missing.* are lost/);
  });
});

describe("a damaged manifest", () => {
  for (const [what, text] of [
    ["garbage", "\u0000\u0001garbage"],
    ["empty", ""],
    ["of another format", '{"format":2}'],
    ["missing", null],
  ] as const) {
    it(`costs nothing when it is ${what}`, async (t) => {
      const folder = await bank(t);
      await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
      if (text === null) await rm(manifest(folder, 1));
      else await writeFile(manifest(folder, 1), text);
      const { ids: found, losses } = await openSample(folder);
      assert.deepEqual(found, [...ids, "new"]);
      assert.match(losses.join(" "), /manifest\.json cannot be used/);
      const state = await readState(folder);
      assert.deepEqual([state.manifest.space, state.manifest.dimension, state.manifest.entries], [SPACE, 8, COUNT]);
      assert.deepEqual(state.version, await bankVersion(folder));
      assert.ok((await verifyBank(folder)).length > 0);
      await compactBank(folder);
      assert.deepEqual((await openSample(folder)).ids, [...ids, "new"]);
      assert.deepEqual(await verifyBank(folder), []);
    });
  }

  it("is replaced from the generation before when nothing else is left either", async (t) => {
    const folder = await bank(t, 2);
    await writeFile(manifest(folder, 2), "");
    await writeFile(index(folder, 2), "");
    assert.deepEqual((await openSample(folder)).ids, ids);
  });
});

describe("a damaged journal", () => {
  const withJournal = async (t: TestContext): Promise<string> => {
    const folder = await bank(t);
    for (const id of ["a", "b", "c"]) await changeBank(folder, SPACE, [adding(sampleEntry(id))]);
    return folder;
  };

  it("ends before a torn last line, which the next writer cuts off", async (t) => {
    const folder = await withJournal(t);
    const sound = await readFile(journal(folder));
    for (const torn of ["x", "00000000 {", sound.toString("utf8", 0, 200)]) {
      await appendFile(journal(folder), torn);
      const { ids: found, losses } = await openSample(folder);
      assert.deepEqual([found.slice(COUNT), losses], [["a", "b", "c"], []]);
      assert.match((await verifyBank(folder)).join(), /ends within a line/);
      await changeBank(folder, SPACE, [adding(sampleEntry("d"))]);
      await changeBank(folder, SPACE, [{ kind: "remove", id: "d" }]);
      assert.deepEqual(await verifyBank(folder), []);
    }
  });

  it("gives what is before a cut", async (t) => {
    const folder = await withJournal(t);
    const whole = await readFile(journal(folder));
    const cuts = Array.from({ length: Math.ceil(whole.length / 37) }, (_, index) => index * 37);
    for (const cut of part(cuts, 12)) {
      await writeFile(journal(folder), whole.subarray(0, cut));
      const lines = whole.subarray(0, cut).filter((byte) => byte === 0x0a).length;
      assert.deepEqual((await openSample(folder)).ids.slice(COUNT), ["a", "b", "c"].slice(0, lines));
    }
  });

  it("loses the damaged line alone, says so, and is folded in by the next writer", async (t) => {
    const folder = await withJournal(t);
    const whole = await readFile(journal(folder));
    await overwrite(journal(folder), whole.indexOf(0x0a) + 100, Buffer.from("garbage"));
    const { ids: found, losses } = await openSample(folder);
    assert.deepEqual(found.slice(COUNT), ["a", "c"]);
    assert.match(losses.join(), /1 damaged changes? .*line 2/);
    assert.match((await verifyBank(folder)).join(), /line 2/);
    // A copy that this process has not seen before: the known bank is not read again for each change.
    const fresh = path.join(await temporaryFolder(t), "bank");
    await cp(folder, fresh, { recursive: true });
    await changeBank(fresh, SPACE, [adding(sampleEntry("b"))]);
    assert.deepEqual((await openSample(fresh)).ids.slice(COUNT), ["a", "c", "b"]);
    assert.deepEqual(await verifyBank(fresh), []);
    assert.ok((await readdir(fresh)).some((name) => name.startsWith("damaged-1-")));
  });

  it("is found by verify whichever bit has changed", async (t) => {
    const random = randomStream(5, "journal bits");
    const folder = await withJournal(t);
    const whole = await readFile(journal(folder));
    for (let i = 0; i < repetitions(8, 300); i++) {
      const at = Math.floor(random() * whole.length);
      await overwrite(journal(folder), at, Uint8Array.of((whole[at] ?? 0) ^ (1 << Math.floor(random() * 8))));
      assert.notDeepEqual(await verifyBank(folder), [], `bit at ${at}`);
      assert.ok((await openSample(folder)).ids.length >= COUNT + 1);
      await writeFile(journal(folder), whole);
    }
  });
});
