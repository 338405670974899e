import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import { bareEnvironment, nodeFlags } from "../../src/sandbox/walls.ts";
import { sourceFiles } from "./source-files.ts";

const child = path.join(import.meta.dirname, "realm-child.ts");

/** Returns the names of the attempts that got out. */
function escapedFrom(flags: readonly string[], ...args: readonly string[]): string[] {
  const output = execFileSync(process.execPath, [...flags, child, ...args], {
    env: bareEnvironment(),
    encoding: "utf8",
  });
  return JSON.parse(output) as string[];
}

describe("the bare realm", () => {
  it("lets nobody out in a process like the sandbox's", () => {
    assert.deepEqual(escapedFrom(nodeFlags(sourceFiles, 512, true)), []);
  });

  it("does not depend on Node's permission model for that", () => {
    assert.deepEqual(escapedFrom(nodeFlags(sourceFiles, 512, false)), []);
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
