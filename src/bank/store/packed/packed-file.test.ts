import assert from "node:assert/strict";
import { readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { part, repetitions, SEED } from "../../../../test/support/deep.ts";
import { packBank, type PackedBank } from "../../../core/packed-bank/index.ts";
import { resolveParameters } from "../../../core/parameters.ts";
import { selectReferencers } from "../../../core/selection/index.ts";
import { scannedVectors } from "../../scan/vector-memory.ts";
import type { BankChange, BankState } from "../bank-store.ts";
import { PACKED_FILE } from "./layout.ts";
import { packFromFile } from "./pack-from-file.ts";
import { withPackedFile } from "./read-packed.ts";
import {
  anyChanges,
  anyEntries,
  anyEntry,
  changed,
  contentOf,
  DIMENSION,
  stateIn,
  streamed,
  temporaryFolder,
} from "../../../../test/support/bank/packed.ts";
import { writePacked } from "./write-packed.ts";

const openPacked = (state: BankState, changes: readonly BankChange[] = []): Promise<PackedBank | null> =>
  withPackedFile(state.folder, state.manifest, (file) => packFromFile(file, changes));

const sample = fc.sample(anyEntries, { seed: 5, numRuns: 40 }).find((entries) => {
  return entries.filter(({ question }) => question.split === "bank").length > 4;
})!;

describe("the side file", () => {
  it("gives what packing all entries gives, whatever has changed since it was written", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION);
    let laidOver = 0;
    await fc.assert(
      fc.asyncProperty(anyEntries, anyChanges, async (entries, changes) => {
        await writePacked(state, streamed(entries));
        const bank = await openPacked(state, changes);
        // Null needs no comparison: the caller then packs all entries.
        if (bank === null) {
          assert.ok(changes.some(({ kind }) => kind === "add" || kind === "remove"));
          return;
        }
        if (changes.length > 0) laidOver += 1;
        const expected = packBank("", await changed(entries, changes), scannedVectors);
        assert.deepEqual(contentOf(bank), contentOf(expected));
        const pool = [...expected.models, "stranger"].map((name) => ({ name, price: null }));
        const asked = { space: "", vector: Float32Array.of(0.6, 0, 0.8) };
        const select = (from: PackedBank) =>
          selectReferencers({ text: "?", embedding: asked }, from, pool, resolveParameters("paper", {}));
        const [ours, plain] = [select(bank), select(expected)];
        assert.deepEqual(ours.referencers, plain.referencers);
        assert.deepEqual(
          ours.support.map(({ id }) => id),
          plain.support.map(({ id }) => id),
        );
      }),
      { numRuns: repetitions(20, 2000), seed: SEED },
    );
    assert.ok(laidOver > repetitions(3, 300), `only ${laidOver} banks had changes laid over them`);
  });

  it("adds rows and models, forgets outcomes, and drops models of which nothing is known any more", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION);
    const right = { value: 1, weight: 1, evidence: "checked" } as const;
    const [one, two, three] = ["one", "two", "three"].map((id, index) => ({
      question: { ...sample[0]!.question, id, split: "bank" as const, capability: index === 0 ? { old: right } : {} },
      vector: Float32Array.of(0, 1, 0),
    }));
    await writePacked(state, streamed([one!, two!]));
    const bank = await openPacked(state, [
      { kind: "add", entry: three! },
      { kind: "outcomes", id: "one", capability: { old: null } },
      { kind: "outcomes", id: "three", capability: { fresh: right } },
      { kind: "outcomes", id: "nowhere", capability: { ghost: right } },
    ]);
    assert.deepEqual([bank?.models, [...bank!.capability]], [["fresh"], [0, 0, 1]]);
    assert.deepEqual([bank?.questions.size, bank?.questions.id(2)], [3, "three"]);
  });

  it("cannot express that a row goes, or that an entry takes the place of another", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION);
    const entry = sample.find(({ question }) => question.split === "bank")!;
    await writePacked(state, streamed(sample));
    assert.equal(await openPacked(state, [{ kind: "remove", id: entry.question.id }]), null);
    assert.equal(await openPacked(state, [{ kind: "add", entry }]), null);
    const strange = { ...fc.sample(anyEntry, 1)[0]!, vector: [1, 0] };
    const added = { ...strange, question: { ...strange.question, id: "new", split: "bank" as const } };
    assert.equal(await openPacked(state, [{ kind: "add", entry: added }]), null);
  });

  it("is refused by another state of the index, and by another d", async (t) => {
    const folder = await temporaryFolder(t);
    await writePacked(stateIn(folder, DIMENSION), streamed(sample));
    await assert.rejects(openPacked(stateIn(folder, DIMENSION, "other")), /another state/);
    await assert.rejects(openPacked(stateIn(folder, DIMENSION + 1)), /another state/);
    assert.notEqual(await openPacked(stateIn(folder, DIMENSION)), null);
  });

  it("is not written when its index turns out to be damaged, and leaves nothing behind", async (t) => {
    const state = { ...stateIn(await temporaryFolder(t), DIMENSION), losses: [] as string[] };
    async function* damaged() {
      yield* streamed(sample);
      state.losses.push("2 questions are lost.");
    }
    assert.equal(await writePacked(state, damaged()), false);
    assert.deepEqual(await readdir(state.folder), []);
  });

  it("refuses a vector of another length and names the question", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION + 1);
    await assert.rejects(writePacked(state, streamed(sample)), {
      name: "BankError",
      message: /length 3; the bank's is 4/,
    });
    assert.deepEqual(await readdir(state.folder), []);
  });

  it("is refused wherever it is cut off", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION);
    const file = path.join(state.folder, PACKED_FILE);
    await writePacked(state, streamed(sample));
    const whole = await readFile(file);
    const lengths = Array.from({ length: Math.ceil(whole.length / 61) }, (_, index) => index * 61);
    for (const length of part(lengths, 30)) {
      await writeFile(file, whole);
      await truncate(file, length);
      await assert.rejects(openPacked(state));
    }
    await writeFile(file, Buffer.concat([whole, Buffer.alloc(1)]));
    await assert.rejects(openPacked(state), /sizes/);
  });

  it("is refused when its models are out of order", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION);
    const file = path.join(state.folder, PACKED_FILE);
    const right = { value: 1, weight: 1, evidence: "checked" } as const;
    const question = { ...sample[0]!.question, split: "bank" as const, capability: { first: right, second: right } };
    await writePacked(state, streamed([{ question, vector: [1, 0, 0] }]));
    const bytes = await readFile(file);
    bytes.write("third", bytes.indexOf("firstsecond"));
    await writeFile(file, bytes);
    await assert.rejects(openPacked(state), /not in order/);
  });

  it("never gives a bank that cannot be used, whatever bytes it holds", async (t) => {
    const state = stateIn(await temporaryFolder(t), DIMENSION);
    const file = path.join(state.folder, PACKED_FILE);
    await writePacked(state, streamed(sample));
    const whole = await readFile(file);
    const { size } = await stat(file);
    // Half of the places are beyond the header: a change within the header is nearly always detected.
    const place = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 4096, max: size - 1 }));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1 }),
        async (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          await writeFile(file, bytes);
          const bank = await openPacked(state).catch(() => null);
          if (bank === null) {
            refused += 1;
            return;
          }
          for (const row of contentOf(bank).rows) {
            for (const name of [...row.labels, ...row.skills]) assert.equal(typeof name, "string");
            for (const [value, weight] of row.outcomes)
              assert.ok(value! >= 0 && value! <= 1 && weight! >= 0 && weight! <= 1);
          }
        },
      ),
      { numRuns: repetitions(30, 3000), seed: SEED },
    );
    assert.ok(refused > repetitions(10, 1000), `only ${refused} damaged files were refused`);
  });
});
