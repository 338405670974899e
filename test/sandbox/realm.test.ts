import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { bareEnvironment, nodeFlags } from "../../src/sandbox/walls.ts";
import { builtFiles } from "./source-files.ts";

const child = path.join(import.meta.dirname, "realm-child.ts");
const root = path.join(import.meta.dirname, "../..");
/** The flags of the sandbox's processes, with leave to read the child's source. The folder of packages may be a link. */
const flags = [
  ...nodeFlags(builtFiles, 512),
  ...[root, realpathSync(path.join(root, "node_modules"))].map((folder) => `--allow-fs-read=${folder}`),
];

/** Returns the names of the attempts that got out. */
function escapedFrom(given: readonly string[], ...args: readonly string[]): string[] {
  const output = execFileSync(process.execPath, [...given, child, ...args], {
    env: bareEnvironment(),
    encoding: "utf8",
  });
  return JSON.parse(output) as string[];
}

describe("the bare realm", () => {
  it("lets nobody out in a process like the sandbox's", () => {
    assert.deepEqual(escapedFrom(flags), []);
  });

  it("does not depend on Node's permission model for that", () => {
    assert.deepEqual(escapedFrom(flags.filter((flag) => !/permission|allow-fs-read/u.test(flag))), []);
  });

  it("would let some out in any other process: the attempts work", () => {
    assert.deepEqual(escapedFrom(["--no-warnings"], "open"), [
      "errors of the host",
      "errors of a used-up stack",
      "a changed prototype of the host",
      "a module of Node",
      "a required module of Node",
      "a script out of a string",
      "Node's bindings",
      "Node's built-in modules",
      "signals to others",
      "a page",
    ]);
  });
});
