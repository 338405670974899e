import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach } from "node:test";
import type { Begun } from "./outcome.ts";

// Loaded into each test process before the test files. A test that blocks or ends its process keeps the reporter from
// receiving events. So each test's title is written to a file at its beginning, in place of the one before, and marked
// as over at its end.
const folder = process.env["SMCS_TEST_BEGUN"];
const isOnlyRunner = process.env["SMCS_TEST_RUNNER"] === "each" && process.env["NODE_TEST_CONTEXT"] === undefined;
const root = process.cwd();
if (folder !== undefined && !isOnlyRunner) {
  const note = path.join(folder, String(process.pid));
  const write = (context: unknown, isOver: boolean): void => {
    const { fullName, filePath = "" } = context as { readonly fullName: string; readonly filePath?: string };
    const file = path.relative(root, filePath).replaceAll(path.sep, "/");
    const begun: Begun = { file, name: fullName.replaceAll(" > ", " › "), isOver };
    writeFileSync(note, JSON.stringify(begun));
  };
  beforeEach((context) => {
    write(context, false);
  });
  afterEach((context) => {
    write(context, true);
  });
}
