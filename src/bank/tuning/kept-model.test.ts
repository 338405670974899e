import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { packed } from "../../../test/support/core/kinds-bank.ts";
import { temporaryFolder } from "../../../test/support/bank/packed.ts";
import { tune, tuningBank } from "../../core/tuned/index.ts";
import { keepModel, keptModel } from "./kept-model.ts";

const model = tune(tuningBank(packed({ questions: 60 })), "equal");
assert.ok(model !== null);
const one = { fingerprint: "print", learnedAt: "2026-01-31T12:00:00.000Z", model };

const base64 = (values: readonly number[]): string => Buffer.from(Float64Array.from(values).buffer).toString("base64");

describe("a kept model", () => {
  it("is the same when it is read again", async (t) => {
    const file = path.join(await temporaryFolder(t), "tuned", "kept.json");
    await keepModel(file, one);
    const { fingerprint, learnedAt, model: again } = (await keptModel(file)) ?? assert.fail();
    assert.deepEqual({ fingerprint, learnedAt, model: again }, one);
  });

  it("is none when it is missing, cut off, of another version, or its parts do not fit", async (t) => {
    const file = path.join(await temporaryFolder(t), "kept.json");
    assert.equal(await keptModel(file), null);
    await keepModel(file, one);
    const text = await readFile(file, "utf8");
    const changed = (change: (kept: { version: number; model: Record<string, unknown> }) => void): string => {
      const kept = JSON.parse(text) as { version: number; model: Record<string, unknown> };
      change(kept);
      return JSON.stringify(kept);
    };
    const spoiled = [
      text.slice(0, -100),
      changed((kept) => (kept.version = 0)),
      changed((kept) => (kept.model["ids"] = ["q0"])),
      changed((kept) => (kept.model["weights"] = { Float64Array: "AAAA" })),
      changed((kept) => (kept.model["models"] = ["a", "b"])),
      changed((kept) => (kept.model["coefficients"] = [1, 2])),
      changed((kept) => (kept.model["coefficients"] = { Float64Array: "AAAAAAAAAAA=" })),
      changed((kept) => (kept.model["basis"] = { ...one.model.basis, prints: { Uint32Array: "AAAA" } })),
      changed((kept) => (kept.model["basis"] = { ...one.model.basis, gram: { Float64Array: "AAAAAAAAAAA=" } })),
      changed((kept) => delete kept.model["basis"]),
      changed((kept) => (kept.model["weights"] = { Float64Array: base64([NaN, 1, 1, 1]) })),
      changed((kept) => (kept.model["coefficients"] = { Float64Array: "" })),
    ];
    for (const [index, content] of spoiled.entries()) {
      await writeFile(file, content);
      assert.equal(await keptModel(file), null, String(index));
    }
  });
});
