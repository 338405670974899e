import assert from "node:assert/strict";
import { utimes } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { bankSpaces } from "../../src/bank/spaces/bank-spaces.ts";
import { keptSpaces } from "../../src/bank/spaces/kept-spaces.ts";
import { keptFile } from "../../src/bank/spaces/kept-file.ts";
import { assertIn, entriesIn, idsUpTo } from "../support/bank/spaces.ts";
import { createBank, verifyBank } from "../../src/bank/store/bank-store.ts";
import { randomStream } from "../../src/core/random.ts";
import { repetitions, SEED } from "../support/deep.ts";
import { temporaryFolder } from "./sample-bank.ts";
import { killWorkerAt, runWorker } from "./start-worker.ts";

const KILLS = repetitions(10, 100);
const QUESTIONS = 300;
const BATCH = 10;

describe("processes that move a bank", () => {
  it(`embed no question twice but for one batch a kill, in ${KILLS} kills (SMCS_SEED=${SEED})`, async (t) => {
    const random = randomStream(SEED, "moves");
    let [folder, at, to, embedded, kills, finished] = ["", "s0", "s1", 0, 0, 0];
    const move = async (killAfter: number | null): Promise<boolean> => {
      const before = await bankSpaces(folder, to);
      const ended = await runWorker(t, [folder, to, `${BATCH}`, "2"], killAfter, "moving-worker.ts");
      assert.equal(ended.complaints, "");
      embedded += ended.acknowledged.length;
      const after = await bankSpaces(folder, to);
      // Stored vectors stay, and at most one batch was embedded without being stored.
      const made = before.missing - after.missing;
      assert.ok(made >= 0 && ended.acknowledged.length - made <= BATCH, `${ended.acknowledged.length} for ${made}`);
      assert.deepEqual(await assertIn(folder, after.stored), idsUpTo(QUESTIONS));
      assert.ok([at, to].includes(after.stored));
      assert.deepEqual(await verifyBank(folder), []);
      await forgetLocks(folder, at, to);
      return after.stored === to;
    };
    for (let space = 1; kills < KILLS; space++) {
      folder = await temporaryFolder(t);
      await createBank(folder, { space: "s0", entries: entriesIn("s0", ...idsUpTo(QUESTIONS)) });
      [at, to, embedded] = ["s0", `s${space}`, 0];
      let killed = 0;
      while (killed < 10 && !(await move(Math.floor(random() * 120)))) killed += 1;
      kills += killed;
      if ((await bankSpaces(folder, to)).stored !== to) await move(null);
      assert.ok(embedded >= QUESTIONS && embedded <= QUESTIONS + killed * BATCH, `${embedded} after ${killed} kills`);
      const [kept] = await keptSpaces(folder);
      assert.deepEqual([kept?.space, kept?.vectors], ["s0", QUESTIONS]);
      finished += 1;
    }
    t.diagnostic(`${kills} kills, ${finished} banks moved`);
  });

  it("do not disturb each other: one moves the bank, the other says that it is being moved", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "s0", entries: entriesIn("s0", ...idsUpTo(QUESTIONS)) });
    const both = [0, 1].map(() => runWorker(t, [folder, "s1", `${BATCH}`, "100"], null, "moving-worker.ts"));
    const [one, other] = (await Promise.all(both)).toSorted((a, b) => Number(b.finished) - Number(a.finished));
    assert.deepEqual([one?.finished, one?.acknowledged.length, one?.complaints], [true, QUESTIONS, ""]);
    assert.deepEqual([other?.finished, other?.acknowledged.length], [false, 0]);
    assert.match(other?.complaints ?? "", /BankIsMovingError|BankError.*Another process is embedding/);
    await assertIn(folder, "s1");
  });

  it("wait for the lock of one that was killed, and go on", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "s0", entries: entriesIn("s0", ...idsUpTo(50)) });
    // The worker prints this while it embeds, so it holds the lock of the move.
    const killed = await killWorkerAt(t, "text", [folder, "s1", `${BATCH}`, "200"], "moving-worker.ts");
    assert.equal(killed.finished, false);
    const next = await runWorker(t, [folder, "s1", `${BATCH}`, "0"], null, "moving-worker.ts");
    assert.deepEqual([next.finished, next.complaints], [true, ""]);
    await assertIn(folder, "s1");
  });
});

/** Makes the locks as old as if a minute had passed since the kill. */
async function forgetLocks(folder: string, ...spaces: readonly string[]): Promise<void> {
  const longAgo = new Date(Date.now() - 60_000);
  const files = spaces.map((space) => keptFile(folder, space));
  const locks = [
    path.join(folder, "write.lock"),
    ...files.flatMap((file) => [`${file}.write.lock`, `${file}.move.lock`]),
  ];
  for (const lock of locks) await utimes(lock, longAgo, longAgo).catch(() => undefined);
}
