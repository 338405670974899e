import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { repositoryRoot } from "../support/vscode/repository.ts";

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");

describe("docs/journeys.md", () => {
  const rows = read("docs/journeys.md").split("\n").filter((line) => /^\| [A-Z]/.test(line)); // prettier-ignore
  const names = rows.slice(1).map((row) => row.split("|")[1]!.trim());

  it("has only journeys that a test goes through", () => {
    const tests = globSync("test/browser/*.test.ts", { cwd: repositoryRoot }).map(read).join("\n");
    assert.equal(names.length, 11, "the ten of the list, one of them with a key and without");
    for (const name of names) assert.ok(tests.includes(`"${name}")`), name);
  });
});
