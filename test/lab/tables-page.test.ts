import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { tableNames } from "../../src/lab/benchmark/tables/tables.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

describe("docs/tables.md", () => {
  it("says of each table what is different from the paper", () => {
    const rows = readFileSync(path.join(repositoryRoot, "docs/tables.md"), "utf8").matchAll(
      /^\| `([\w-]+)` .*\| +(\S[^|]*?) +\|$/gm,
    );
    const different = new Map([...rows].map(([, name, words]) => [name, words] as const));
    assert.deepEqual([...different.keys()].sort(), tableNames.toSorted());
    for (const [name, words = ""] of different) assert.ok(words.length >= 8, `${name}: ${words}`);
  });
});
