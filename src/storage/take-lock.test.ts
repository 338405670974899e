import assert from "node:assert/strict";
import { mkdir, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { temporaryFolder } from "../../test/bank/sample-bank.ts";
import { takeLock } from "./take-lock.ts";

const STALE = 10_000;

/** Creates a lock of a killed process whose clock was a day ahead. */
async function fromTomorrow(t: TestContext) {
  const folder = await temporaryFolder(t);
  const lockfilePath = path.join(folder, "write.lock");
  await mkdir(lockfilePath);
  const date = async (milliseconds: number): Promise<void> => {
    const when = new Date(Date.now() + milliseconds);
    await utimes(lockfilePath, when, when);
  };
  await date(86_400_000);
  let now = 0;
  const wanted = {
    folder: lockfilePath,
    staleMs: STALE,
    pauseMs: 0,
    keepWaiting: () => false,
    whenLost: () => new Error(),
  };
  return {
    take: () => takeLock(wanted, () => now),
    pass: (milliseconds: number) => (now += milliseconds),
    date,
    dated: async () => (await stat(lockfilePath)).mtimeMs,
  };
}

describe("a lock with a date in the future", () => {
  it("is taken when nobody has renewed it for as long as a lock may stay without", async (t) => {
    const { take, pass } = await fromTomorrow(t);
    assert.equal(await take(), null);
    pass(STALE - 1);
    assert.equal(await take(), null);
    pass(1);
    assert.equal(await take(), null);
    await (await take())!.release();
  });

  it("stays with a holder who renews it, however wrong that clock is", async (t) => {
    const { take, pass, date, dated } = await fromTomorrow(t);
    for (let round = 1; round <= 5; round++) {
      assert.equal(await take(), null);
      pass(STALE);
      await date(86_400_000 + round * 5_000);
    }
    assert.equal(await take(), null);
    assert.ok((await dated()) > Date.now());
  });

  it("is left to the usual rule once its date has come", async (t) => {
    const { take, pass, date } = await fromTomorrow(t);
    assert.equal(await take(), null);
    await date(-1_000);
    pass(STALE);
    assert.equal(await take(), null);
    await date(-STALE - 1_000);
    await (await take())!.release();
  });
});
