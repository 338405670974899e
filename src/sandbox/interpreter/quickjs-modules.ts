import { ASSERT_MODULE } from "./quickjs-assert.ts";

/** Where the prelude leaves its tools for these modules, until all of them are loaded. */
const SOURCES: Readonly<Record<string, string>> = {
  assert: ASSERT_MODULE,
  "timers/promises": `export const setTimeout = (ms, value) =>
      new Promise((resolve) => { globalThis.setTimeout(resolve, ms, value); });
    export default { setTimeout };`,
};

/** Loads every module, so that the program cannot get at their tools. */
export const PRELOAD = `${Object.keys(SOURCES)
  .map((name) => `import "${name}";`)
  .join("\n")}\ndelete globalThis[Symbol.for("smcs.tools")];`;

/** One name for each module: assertions are always strict, and \`node:\` is optional. */
export function moduleName(requested: string): string {
  const bare = requested.replace(/^node:/, "");
  return bare === "assert/strict" ? "assert" : bare;
}

/** The source of a module that programs can import; null for any other. */
export function moduleSource(name: string): string | null {
  return Object.hasOwn(SOURCES, name) ? (SOURCES[name] ?? null) : null;
}
