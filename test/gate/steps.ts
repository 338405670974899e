import { globSync, readFileSync } from "node:fs";
import { deep } from "../support/deep.ts";
import { hasDisplay } from "../support/vscode/find-desktop-code.ts";
import { WrongCall } from "./alone.ts";

/** Name, dependencies and load of a step. */
interface Common {
  readonly name: string;
  /** Names of the steps that must succeed first. */
  readonly after?: readonly string[];
  /** Number of processors that the step keeps busy; less than one if it mostly waits. */
  readonly load: number;
}

/** A command that passes or fails as a whole. */
export interface Check extends Common {
  readonly command: readonly string[];
}

/** Test files that run in the same way. */
export interface TestStep extends Common {
  /** A file belongs to the first step that has a pattern for it. */
  readonly patterns: readonly string[];
  /** What runs the files: Node's runner with a process for each file or one for all, or Mocha inside VS Code. */
  readonly runner: "each" | "one" | "host";
  /** Number of files that run at the same time, default 1. */
  readonly together?: number;
  /** Timeout of one test, in milliseconds. */
  readonly testLimit: number;
}

const SECONDS = 1000;

/** What `npm test` checks besides its tests. */
export const checks: readonly Check[] = [
  { name: "python", command: ["node", "test/gate/tools.ts", "python"], load: 0.2 },
  // Waits for the step above, because Debian installs one package at a time.
  { name: "browser", command: ["node", "test/gate/tools.ts", "browser"], load: 0.3, after: ["python"] },
  { name: "postgres", command: ["node", "test/gate/tools.ts", "postgres"], load: 0.3, after: ["browser"] },
  { name: "code-server", command: ["node", "test/gate/tools.ts", "code-server"], load: 0.5 },
  { name: "build", command: ["node", "esbuild.mjs", "--tests"], load: 1 },
  { name: "packaging", command: ["npm", "run", "--silent", "package:built"], load: 0.5, after: ["build"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint"], load: 1 },
  { name: "types", command: ["npm", "run", "--silent", "typecheck"], load: 1 },
  { name: "format", command: ["npm", "run", "--silent", "format:check"], load: 1 },
];

/** With a display, the host tests use an installed desktop VS Code or install what they need themselves. */
const hostTools = hasDisplay() ? [] : ["browser", "code-server"];

/** All steps of tests. While all processors are busy, earlier steps start first, so the long steps come first. */
const testSteps: readonly TestStep[] = [
  {
    name: "windows",
    patterns: ["test/browser/!(panel-*|tables-report).test.ts", "test/browser/deep/*.test.ts"],
    ...{
      runner: "one",
      testLimit: 180 * SECONDS,
      load: 0.6,
      after: ["browser", "postgres", "code-server", "packaging"],
    },
  },
  {
    // The step mostly waits for wrong solutions that never end.
    name: "starter",
    patterns: ["test/starter-bank/*.test.ts"],
    ...{ runner: "each", testLimit: 300 * SECONDS, load: 0.1, after: ["python"] },
  },
  {
    // The step mostly waits for servers that are silent.
    name: "faults",
    patterns: ["faults", "embedding-files"].map((room) => `test/${room}/*.test.ts`),
    ...{ runner: "each", testLimit: (deep ? 600 : 300) * SECONDS, load: 0.3, after: ["build"] },
  },
  {
    name: "sandbox",
    patterns: ["test/sandbox/**/*.test.ts"],
    ...{ runner: "each", testLimit: 600 * SECONDS, load: 0.5, after: ["python", "build"] },
  },
  {
    name: "panel",
    patterns: ["test/browser/panel-*.test.ts", "test/browser/tables-report.test.ts"],
    // The windows take longer, so they go first.
    ...{ runner: "one", testLimit: 120 * SECONDS, load: 0.6, after: ["browser", "packaging"] },
  },
  {
    name: "host",
    patterns: ["test/host/*.test.ts"],
    ...{ runner: "host", testLimit: 120 * SECONDS, load: 0.6, after: [...hostTools, "build"] },
  },
  {
    name: "cli",
    patterns: ["build", "cli", "docs", "serve"].map((room) => `test/${room}/*.test.ts`),
    ...{ runner: "each", testLimit: 120 * SECONDS, load: 0.5, after: ["packaging"] },
  },
  {
    name: "unit",
    patterns: ["src/**/*.test.ts", "media/**/*.test.ts"],
    ...{ runner: "one", testLimit: (deep ? 180 : 60) * SECONDS, load: 1 },
  },
  {
    name: "data",
    patterns: ["public-data", "embedding"].map((room) => `test/${room}/*.test.ts`),
    ...{ runner: "each", testLimit: 600 * SECONDS, load: 0.6, after: ["python", "build"] },
  },
  {
    name: "floods",
    patterns: ["floods", "evaluation", "growth", "real-server", "records"].map((room) => `test/${room}/*.test.ts`),
    ...{ runner: "each", testLimit: (deep ? 600 : 300) * SECONDS, load: 0.5, after: ["build"] },
  },
  {
    name: "bank",
    patterns: ["test/bank/*.test.ts"],
    ...{ runner: "each", testLimit: 600 * SECONDS, load: 0.2 },
  },
  {
    name: "team",
    patterns: ["test/team/*.test.ts"],
    ...{ runner: "each", testLimit: 300 * SECONDS, load: 0.6, after: ["postgres", "build"] },
  },
  {
    name: "tables",
    patterns: ["test/lab/*.test.ts"],
    ...{ runner: "each", testLimit: 600 * SECONDS, load: 0.6, after: ["build"] },
  },
  {
    name: "gate",
    patterns: ["test/gate/*.test.ts"],
    ...{ runner: "each", testLimit: 60 * SECONDS, load: 0.3 },
  },
];

/** Returns the files of each step. */
function testFiles(): ReadonlyMap<TestStep, readonly string[]> {
  const taken = new Set<string>();
  return new Map(
    testSteps.map((step) => {
      const found = globSync(step.patterns).map((file) => file.replaceAll("\\", "/"));
      const files = found.filter((file) => !taken.has(file)).sort();
      for (const file of files) taken.add(file);
      return [step, files];
    }),
  );
}

/**
 * Returns the files to run, by step: those that belong to one of the names (of a step, a room, a folder or a file), or
 * without names all but those of the deep run alone. The deep run has only files that take more there.
 *
 * @throws WrongCall when no test belongs to a name
 */
export function chooseFiles(named: readonly string[]): readonly (readonly [TestStep, readonly string[]])[] {
  const isNamed = (step: TestStep, file: string): boolean =>
    named.length === 0 ? deep || !isOnlyDeep(file) : named.some((one) => one === step.name || belongsTo(file, one));
  const all = [...testFiles()];
  for (const one of named)
    if (!all.some(([step, files]) => step.name === one || files.some((file) => belongsTo(file, one))))
      throw new WrongCall(`No test belongs to ${one}: name a folder, a file, a room or a step.`);
  const chosen = all.map(
    ([step, files]) => [step, files.filter((file) => isNamed(step, file) && (!deep || isDeep(file)))] as const,
  );
  return chosen.filter(([, files]) => files.length > 0);
}

/** Returns the named checks with the checks that they depend on, and the names that are no checks. */
export function chooseChecks(named: readonly string[]): {
  readonly chosen: readonly Check[];
  readonly rest: readonly string[];
} {
  const chosen = checks.filter(({ name }) => named.includes(name));
  return {
    chosen: checks.filter((check) => chosen.includes(check) || checksBefore(chosen).includes(check)),
    rest: named.filter((one) => chosen.every(({ name }) => name !== one)),
  };
}

/** Returns the checks that steps depend on, directly or through each other. */
export function checksBefore(steps: readonly Common[]): readonly Check[] {
  const needed = new Set(steps.flatMap(({ after = [] }) => after));
  for (const { name, after = [] } of checks.toReversed())
    if (needed.has(name)) for (const one of after) needed.add(one);
  return checks.filter(({ name }) => needed.has(name));
}

/**
 * Returns whether a file belongs to a name: a file or folder by its path, or a room by the name of one of its folders
 * or the beginning of the file's own name (`chat`, `sandbox`, `panel`).
 */
export function belongsTo(file: string, named: string): boolean {
  const wanted = named.replace(/^\.\//, "").replace(/\/$/, "");
  if (file === wanted || file.startsWith(`${wanted}/`)) return true;
  const folders = file.split("/");
  const name = folders.pop() ?? "";
  return folders.includes(wanted) || name.startsWith(`${wanted}-`) || name.startsWith(`${wanted}.`);
}

/** Returns whether the file takes more in the deep run: it imports `test/support/deep.ts`, or is only run there. */
export function isDeep(file: string): boolean {
  return isOnlyDeep(file) || /from "[^"]*\/support\/deep\.ts"/.test(readFileSync(file, "utf8"));
}

/** Returns whether only the deep run has the file, unless it is named. */
export function isOnlyDeep(file: string): boolean {
  return file.includes("/deep/");
}
