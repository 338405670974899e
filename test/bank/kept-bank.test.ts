import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { packState } from "../../src/bank/store/packed/pack-state.ts";
import { changeBank, compactBank, readState, verifyBank } from "../../src/bank/store/bank-store.ts";
import { adding, openSample, sampleEntry, SPACE, temporaryFolder } from "./sample-bank.ts";
import { KEPT_BANK, keptQuestions } from "./kept-bank.ts";

async function keptBank(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await cp(KEPT_BANK, folder, { recursive: true });
  return folder;
}

describe("a bank that an earlier version wrote", () => {
  it("opens with all that is in its index and its journal", async (t) => {
    const folder = await keptBank(t);
    const { entries, losses } = await openSample(folder);
    assert.deepEqual(
      entries.map(({ question }) => question),
      keptQuestions(),
    );
    assert.deepEqual([losses, await verifyBank(folder)], [[], []]);
  });

  it("is packed alike with its cache and without", async (t) => {
    const folder = await keptBank(t);
    const state = await readState(folder);
    const cached = await packState(state, SPACE);
    await rm(path.join(state.folder, "packed.bin"));
    const anew = await packState(state, SPACE);
    const inBank = keptQuestions().filter(({ split }) => split === "bank");
    for (const { questions, models } of [cached, anew]) {
      assert.deepEqual(
        inBank.map((_, row) => questions.id(row)),
        inBank.map(({ id }) => id),
      );
      assert.deepEqual([questions.size, models], [inBank.length, ["a model", "m"]]);
    }
    assert.deepEqual(cached.vectors, anew.vectors);
    assert.deepEqual(cached.capability, anew.capability);
  });

  it("is changed and compacted like any other", async (t) => {
    const folder = await keptBank(t);
    await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
    await compactBank(folder);
    const { entries } = await openSample(folder);
    assert.deepEqual(
      entries.map(({ question }) => question),
      [...keptQuestions(), sampleEntry("new").question],
    );
    assert.deepEqual(await verifyBank(folder), []);
  });
});
