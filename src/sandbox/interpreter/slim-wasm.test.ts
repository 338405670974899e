import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { slimWasm } from "./slim-wasm.ts";

/** A module that exports a memory that begins with "hi", and functions `one` and `two` that return 1 and 2. */
const WASM = Buffer.from(
  [
    ["0061736d", "01000000"],
    // Types, functions, memory, exports, code and data, each with its length.
    ["01", "05", "01", "60", "00", "01", "7f"],
    ["03", "03", "02", "00", "00"],
    ["05", "03", "01", "00", "01"],
    ["07", "16", "03", "03", "6f6e65", "00", "00", "03", "74776f", "00", "01", "06", "6d656d6f7279", "02", "00"],
    ["0a", "0b", "02", "04", "00", "41", "01", "0b", "04", "00", "41", "02", "0b"],
    ["0b", "08", "01", "00", "41", "00", "0b", "02", "6869"],
  ]
    .flat()
    .join(""),
  "hex",
);

function started(wasm: Uint8Array): { names: string[]; first: number; two: unknown } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)));
  const { memory, two } = exports as { memory: WebAssembly.Memory; two?: () => number };
  return { names: Object.keys(exports), first: new Uint8Array(memory.buffer)[0] ?? -1, two: two?.() };
}

describe("a slimmed WebAssembly module", () => {
  it("has the exports that are kept, and what they do is as before", () => {
    assert.deepEqual(started(WASM), { names: ["one", "two", "memory"], first: 104, two: 2 });
    const slim = slimWasm(WASM, (name) => name !== "one", true);
    assert.deepEqual(started(slim), { names: ["two", "memory"], first: 104, two: 2 });
  });

  it("begins with an empty memory where it brings none", () => {
    const slim = slimWasm(WASM, () => true, false);
    assert.deepEqual(started(slim), { names: ["one", "two", "memory"], first: 0, two: 2 });
  });
});
