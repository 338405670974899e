import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import {
  adding,
  collect,
  openSample,
  sampleEntries,
  sampleEntry,
  SPACE,
  temporaryFolder,
} from "../../../test/bank/sample-bank.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import {
  bankEntries,
  bankExists,
  bankVersion,
  changeBank,
  compactBank,
  createBank,
  indexEntries,
  readState,
  rewriteBank,
  verifyBank,
} from "./bank-store.ts";

const withVector = (id: string, ...vector: number[]): BankEntry => ({ ...sampleEntry(id), vector });

describe("a bank on disk", () => {
  it("gives back what was put in, vectors at unit length", async (t) => {
    const folder = await temporaryFolder(t);
    assert.equal(await bankExists(folder), false);
    assert.equal(await bankVersion(folder), null);
    await createBank(folder, { space: SPACE, entries: [withVector("a", 3, 4), withVector("b", 0, 2)] });
    const { entries } = await openSample(folder);
    assert.deepEqual(
      entries.map(({ question }) => question),
      ["a", "b"].map((id) => sampleEntry(id).question),
    );
    assert.deepEqual(
      entries.map(({ vector }) => vector),
      [Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)],
    );
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("says which folder holds no bank", async (t) => {
    const folder = await temporaryFolder(t);
    for (const look of [
      () => readState(folder),
      () => verifyBank(folder),
      () => changeBank(folder, SPACE, [{ kind: "remove", id: "a" }]),
    ]) {
      await assert.rejects(look, (error: Error) => error.name === "BankError" && error.message.includes(folder));
    }
    assert.deepEqual(await readdir(folder), []);
  });

  it("says that it cannot be where a file is", async (t) => {
    const file = path.join(await temporaryFolder(t), "file");
    await writeFile(file, "");
    for (const folder of [file, path.join(file, "bank")]) {
      await assert.rejects(
        createBank(folder, { space: SPACE, entries: [] }),
        /can be no question bank.*another folder/,
      );
    }
  });

  it("journals changes, and folds them in without a difference", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    const before = await bankVersion(folder);
    const outcome = { value: 1, weight: 0.25, evidence: "choice" } as const;
    await changeBank(folder, SPACE, [
      adding(sampleEntry("new")),
      { kind: "outcomes", id: "q1", capability: { m: null, other: outcome } },
      { kind: "outcomes", id: "new", capability: { other: outcome } },
      { kind: "skills", id: "q1", skills: ["old"] },
      { kind: "skills", id: "q1", skills: [" SQL ", "sql", "joins"] },
      { kind: "skills", id: "new", skills: ["joins"] },
      { kind: "skills", id: "q0", skills: ["gone"] },
      { kind: "remove", id: "q0" },
    ]);
    const journaled = await openSample(folder);
    assert.deepEqual(journaled.ids, ["q1", "q2", "new"]);
    assert.deepEqual(journaled.entries[0]?.question.capability, { other: outcome });
    assert.deepEqual(
      journaled.entries.map(({ question }) => question.skills),
      [["sql", "joins"], undefined, ["joins"]],
    );
    assert.deepEqual(Object.keys(journaled.entries[2]?.question.capability ?? {}), ["m", "other"]);
    const changed = await bankVersion(folder);
    assert.equal(changed?.generation, before?.generation);
    assert.ok((changed?.journalBytes ?? 0) > 0);

    const state = await readState(folder);
    assert.equal((await collect(indexEntries(state))).length, 3);
    await compactBank(folder);
    assert.deepEqual(await openSample(folder), journaled);
    const { manifest, changes, version } = await readState(folder);
    assert.deepEqual([manifest.generation, manifest.entries, changes.length], [2, 3, 0]);
    assert.deepEqual(version, await bankVersion(folder));
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("refuses skills beyond their limits, and skills of a question that it does not have", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(1) });
    const telling = (id: string, skills: string[]) => changeBank(folder, SPACE, [{ kind: "skills", id, skills }]);
    await assert.rejects(telling("q0", ["x".repeat(61)]), { name: "BankError", message: /60 characters/ });
    await assert.rejects(telling("q1", ["sql"]), /Question q1 is not in the bank/);
    assert.deepEqual((await openSample(folder)).entries[0]?.question.skills, undefined);
  });

  it("keeps the generation before and no older one, and is the same bytes when nothing changed", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    const { manifest } = await readState(folder);
    for (let i = 0; i < 3; i++) await compactBank(folder);
    assert.deepEqual((await readdir(path.join(folder, "generations"))).sort(), ["3", "4"]);
    assert.equal((await readState(folder)).manifest.contentHash, manifest.contentHash);
  });

  it("is created once when several try at the same time", async (t) => {
    const folder = await temporaryFolder(t);
    await Promise.all(["a", "b", "c"].map((id) => createBank(folder, { space: SPACE, entries: [sampleEntry(id)] })));
    assert.equal((await openSample(folder)).ids.length, 1);
    assert.deepEqual(await readdir(folder), ["generations"]);
  });

  it("takes space and dimension of an empty bank from its first entry", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: [] });
    const outcomes = [
      changeBank(folder, "other", [adding(withVector("a", 0, 1))]),
      changeBank(folder, "other", [adding(withVector("b", 1, 0))]),
      changeBank(folder, SPACE, [adding(withVector("c", 1, 0))]),
    ];
    assert.deepEqual(
      (await Promise.allSettled(outcomes)).map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected"],
    );
    const { manifest } = await readState(folder);
    assert.deepEqual([manifest.space, manifest.dimension], ["other", 2]);
    assert.deepEqual((await openSample(folder)).ids, ["a", "b"]);
  });

  it("can still be read from a state while others write, and says when it is too old", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(5) });
    const state = await readState(folder);
    const reading = bankEntries(state);
    await reading.next();
    for (let i = 0; i < 3; i++) await compactBank(folder);
    assert.equal((await collect(reading)).length, 4);
    await assert.rejects(collect(bankEntries(state)), { name: "BankError", message: /Read it again/ });
  });

  it("stays as it was when its new content fails", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(2) });
    const before = await bankVersion(folder);
    const cancelled = new Error("cancelled");
    const failing = function* (): Generator<BankEntry> {
      yield sampleEntry("x");
      throw cancelled;
    };
    await assert.rejects(
      rewriteBank(folder, () => ({ space: SPACE, entries: failing() })),
      (error) => error === cancelled,
    );
    await assert.rejects(
      rewriteBank(folder, () => Promise.reject(cancelled)),
      (error) => error === cancelled,
    );
    assert.deepEqual(await bankVersion(folder), before);
    assert.deepEqual(await readdir(path.join(folder, "generations")), ["1"]);
  });
});

describe("what a bank refuses", () => {
  const bad: [string, BankEntry, RegExp][] = [
    ["another dimension", withVector("bad", 1, 0, 0), /bad.*length 3.*8/],
    ["no direction", { ...sampleEntry("bad"), vector: new Float32Array(8) }, /bad.*no direction/],
    [
      "a value that is not finite",
      { ...sampleEntry("bad"), vector: [1, 2, 3, 4, 5, 6, 7, Number.NaN] },
      /bad.*no direction/,
    ],
    [
      "a question that is none",
      { ...sampleEntry("bad"), question: { ...sampleEntry("bad").question, source: "" } },
      /bad/,
    ],
    ["half a character as id", sampleEntry("bad\ud800"), /not Unicode/],
    ["an id that is there", sampleEntry("q1"), /q1/],
  ];
  for (const [what, entry, message] of bad) {
    it(`${what}, in a change and in a rewrite`, async (t) => {
      const folder = await temporaryFolder(t);
      await createBank(folder, { space: SPACE, entries: sampleEntries(2) });
      const before = await bankVersion(folder);
      const changes = [adding(sampleEntry("good")), adding(entry)];
      await assert.rejects(changeBank(folder, SPACE, changes), { name: "BankError", message });
      const entries = [...sampleEntries(2), entry];
      await assert.rejects(
        rewriteBank(folder, () => ({ space: SPACE, entries })),
        { name: "BankError", message },
      );
      assert.deepEqual(await bankVersion(folder), before);
      // The valid change that was refused together with the bad one succeeds alone.
      await changeBank(folder, SPACE, [adding(sampleEntry("good"))]);
    });
  }

  it("changes that were decided on another version of it", async (t) => {
    const folder = await temporaryFolder(t);
    for (const entries of [[], [...sampleEntries(1)]]) {
      await rewriteBank(folder, () => ({ space: SPACE, entries }));
      const version = (await bankVersion(folder))!;
      const together = ["a", "b"].map((id) => changeBank(folder, SPACE, [adding(sampleEntry(id))], version));
      const order: string[] = [];
      for (const one of together)
        one.then(
          () => order.push("stored"),
          () => order.push("refused"),
        );
      const [first, second] = await Promise.allSettled(together);
      assert.deepEqual(order, ["stored", "refused"], "whoever is refused can read what came first");
      assert.equal(first?.status, "fulfilled");
      assert.match(String(second?.status === "rejected" && second.reason), /changed meanwhile, so nothing was stored/);
      await assert.rejects(changeBank(folder, SPACE, [adding(sampleEntry("b"))], version), /changed meanwhile/);
      const now = (await bankVersion(folder))!;
      await changeBank(folder, SPACE, [adding(sampleEntry("c"))], now);
      assert.deepEqual((await openSample(folder)).ids.slice(entries.length), ["a", "c"]);
    }
  });

  it("changes of questions that it does not have, outcomes out of range, and another space", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(2) });
    const outcome = { value: 2, weight: 1, evidence: "checked" } as const;
    const refused = [
      changeBank(folder, SPACE, [{ kind: "remove", id: "gone" }]),
      changeBank(folder, SPACE, [
        { kind: "remove", id: "q0" },
        { kind: "outcomes", id: "q0", capability: {} },
      ]),
      changeBank(folder, SPACE, [{ kind: "outcomes", id: "q1", capability: { m: outcome } }]),
      changeBank(folder, "other", [adding(sampleEntry("new"))]),
    ];
    for (const call of refused) await assert.rejects(call, { name: "BankError" });
    assert.deepEqual((await openSample(folder)).ids, ["q0", "q1"]);
  });
});
