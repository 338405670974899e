import type { TestedCode } from "../core/code-runner.ts";

/** The solution with what it and its fixture rest on: Node's strict `assert`, and CommonJS. */
export function scriptProgram({ setup, solution, fixture }: TestedCode): string {
  return [assertImport, commonJs, setup, withoutAssert(solution), exported, fixture].join("\n\n");
}

const assertImport = 'import assert from "node:assert/strict";';

/** Solutions may be written for CommonJS; nothing but `assert` can be required. */
const commonJs = `globalThis.module = { exports: {} };
globalThis.exports = globalThis.module.exports;
globalThis.require = Object.assign(
  (name) => {
    if (/^(node:)?assert(\\/strict)?$/.test(name)) return assert;
    throw new Error("Cannot find module '" + name + "'");
  },
  { main: null },
);`;

/** What only exports name is found by the tests all the same. */
const exported = ";Object.assign(globalThis, globalThis.module.exports);";

/** Imported once for all. */
function withoutAssert(solution: string): string {
  const module = String.raw`["'](?:node:)?assert(?:\/strict)?["']`;
  const imported = String.raw`import\s+(?:\*\s+as\s+)?assert\s+from\s+${module}`;
  const required = String.raw`(?:const|let|var)\s+assert\s*=\s*require\(${module}\)(?:\.strict)?`;
  return solution.replace(new RegExp(`^(?:${imported}|${required});?[ \\t]*$`, "gmu"), "");
}
