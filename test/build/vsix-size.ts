// Prints the size of the packed extension, and fails when it is larger than promised: node test/build/vsix-size.ts
import { readFile } from "node:fs/promises";
import { packedSizes } from "./packed-sizes.ts";

const MEGABYTE = 1e6;

/** Packed megabytes. */
const LIMITS = { withoutPyodide: 8, whole: 16 };

const vsix = await readFile(new URL("../../out/smcs.vsix", import.meta.url));
const sizes = packedSizes(vsix);

function megabytesUnder(folder: string): number {
  const inside = [...sizes].filter(([name]) => name.startsWith(folder));
  return inside.reduce((sum, [, size]) => sum + size, 0) / MEGABYTE;
}

const whole = vsix.length / MEGABYTE;
const pyodide = megabytesUnder("extension/dist/pyodide/");
const embedder = megabytesUnder("extension/dist/onnxruntime/") + megabytesUnder("extension/dist/embedder.mjs");
const withoutPyodide = whole - pyodide;
console.log(
  `Packed: ${whole.toFixed(2)} MB (at most ${LIMITS.whole}), without Pyodide ${withoutPyodide.toFixed(2)} MB ` +
    `(at most ${LIMITS.withoutPyodide}); the embedder is ${embedder.toFixed(2)} MB of it.`,
);
if (pyodide === 0 || embedder === 0) throw new Error("Pyodide or the embedder is missing in the packed extension.");
if (whole > LIMITS.whole || withoutPyodide > LIMITS.withoutPyodide) {
  throw new Error("The packed extension is too large: see what was added to .vscodeignore and to the bundles.");
}
