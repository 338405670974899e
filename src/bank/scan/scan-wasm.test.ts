import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import { scanModuleSource } from "../../../scripts/build-scan.ts";

it("scan-wasm.ts is what scan.wat gives: after a change, run scripts/build-scan.ts", async () => {
  assert.equal(await readFile(path.join(import.meta.dirname, "scan-wasm.ts"), "utf8"), await scanModuleSource());
});
