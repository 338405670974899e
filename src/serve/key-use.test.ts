import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type Admission, KeyUse } from "./key-use.ts";
import type { ServeKey } from "./keys.ts";

const NOON = Date.UTC(2026, 10, 26, 12);

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-key-use-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const keyWith = (limits: Partial<ServeKey>): ServeKey => ({
  id: "k",
  name: "ada",
  sha256: "",
  createdAt: "2026-11-26T00:00:00.000Z",
  requestsPerMinute: null,
  usdPerDay: null,
  models: null,
  ...limits,
});

describe("a key's budget of the day", () => {
  const key = keyWith({ usdPerDay: 1 });

  it("is never passed, however requests begin and end between each other", async (t) => {
    const use = new KeyUse(await folderOf(t), () => NOON);
    let [spent, reserved, most] = [0, 0, 0];
    const one = async (seed: number): Promise<void> => {
      const admission = await use.admit(key, 0.2).catch(() => null);
      if (admission === null) return;
      const cap = admission.capUsd ?? 0;
      reserved += cap;
      most = Math.max(most, spent + reserved);
      for (let turn = 0; turn < seed % 4; turn += 1) await new Promise(setImmediate);
      const cost = cap * ((seed % 5) / 5);
      spent += cost;
      reserved -= cap;
      await admission.end(cost);
    };
    for (let round = 0; round < 20; round += 1)
      await Promise.all(Array.from({ length: 12 }, (_, seed) => one(seed + round)));
    assert.ok(most <= 1 + 1e-9, String(most));
    assert.ok(spent > 0.9, String(spent));
  });

  it("keeps what was reserved when the server is killed, and reads past a line that was cut off", async (t) => {
    const folder = await folderOf(t);
    assert.equal((await new KeyUse(folder, () => NOON).admit(key, 0.75)).capUsd, 0.75);
    const [file = ""] = await readdir(folder);
    await appendFile(path.join(folder, file), '{"key":"k","us');
    const next = new KeyUse(folder, () => NOON);
    assert.equal((await next.admit(key, 0.75)).capUsd, 0.25);
    await assert.rejects(next.admit(key, 0.75), /\$1 a day, is used up or reserved/);
  });

  it("counts all of the cap where the cost is unknown", async (t) => {
    const use = new KeyUse(await folderOf(t), () => NOON);
    await (await use.admit(key, 0.4)).end(null);
    await (await use.admit(key, 0.4)).end(0);
    assert.ok(Math.abs(((await use.admit(key, null)).capUsd ?? 0) - 0.6) < 1e-9);
  });

  it("begins anew at midnight (UTC), without what is given back of the day before", async (t) => {
    let now = NOON;
    const use = new KeyUse(await folderOf(t), () => now);
    const late: Admission = await use.admit(key, null);
    await assert.rejects(use.admit(key, null), { details: { code: "insufficient_quota", retryAfter: 12 * 3600 } });
    now += 12 * 3600 * 1000;
    await late.end(0.1);
    assert.equal((await use.admit(key, null)).capUsd, 1);
  });
});

it("a key's requests are counted over the last minute", async (t) => {
  let now = NOON;
  const use = new KeyUse(await folderOf(t), () => now);
  const key = keyWith({ requestsPerMinute: 2 });
  await use.admit(key, null);
  now += 20_000;
  await use.admit(key, null);
  await assert.rejects(use.admit(key, null), { details: { code: "rate_limit_exceeded", retryAfter: 40 } });
  now += 40_000;
  await use.admit(key, null);
  await assert.rejects(use.admit(key, null), { details: { code: "rate_limit_exceeded", retryAfter: 20 } });
});
