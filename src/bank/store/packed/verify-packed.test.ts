import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { compactBank, createBank, readState, verifyBank } from "../bank-store.ts";
import { HEADER_BYTES, PACKED_FILE } from "./layout.ts";
import { packState } from "./pack-state.ts";
import { temporaryFolder } from "../../../../test/support/bank/packed.ts";

const entryOf = (id: string) => ({
  question: {
    id,
    source: "own",
    split: "bank" as const,
    question: `${id}?`,
    task: { kind: "open" as const },
    capability: {},
  },
  vector: [1, id.length, 0],
});

describe("verifying a bank that was opened", () => {
  it("notices any byte of the side file that opening takes as it is", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "s", entries: [entryOf("one"), entryOf("three")] });
    const state = await readState(folder);
    await packState(state, "");
    assert.deepEqual(await verifyBank(folder), []);
    const file = path.join(state.folder, PACKED_FILE);
    const whole = await readFile(file);
    for (const at of [HEADER_BYTES, HEADER_BYTES + 9, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      await writeFile(file, bytes);
      const [problem, ...others] = await verifyBank(folder);
      assert.match(problem ?? "", /packed\.bin is not what was written.*Delete this file/);
      assert.deepEqual(others, []);
    }
  });

  it("has nothing against a side file that opening would make anew", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "s", entries: [entryOf("one")] });
    const before = await readState(folder);
    await packState(before, "");
    const old = await readFile(path.join(before.folder, PACKED_FILE));
    await compactBank(folder);
    const file = path.join((await readState(folder)).folder, PACKED_FILE);
    for (const bytes of [old, old.subarray(0, 100), Buffer.alloc(0)]) {
      await writeFile(file, bytes);
      assert.deepEqual(await verifyBank(folder), []);
    }
  });
});
