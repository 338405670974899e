import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { repositoryRoot } from "../support/vscode/repository.ts";

const folder = path.join(repositoryRoot, "docs/decisions");
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
const pages = readdirSync(folder)
  .filter((file) => file !== "README.md")
  .sort();

describe("docs/decisions", () => {
  it("numbers its pages without a gap", () => {
    assert.ok(pages.length > 0);
    pages.forEach((page, index) => {
      assert.match(page, new RegExp(`^${String(index + 1).padStart(4, "0")}-[a-z0-9-]+\\.md$`));
    });
  });

  it("lists each page by its title, in order", () => {
    const listed = [...read("README.md").matchAll(/^\d+\. \[(.*)\]\((.*)\)$/gm)].map(([, title, page]) => [
      page,
      title,
    ]);
    assert.deepEqual(
      listed,
      pages.map((page) => [page, /^# (.*)$/m.exec(read(page))?.[1]]),
    );
  });

  for (const page of pages) {
    it(`${page} says what, why, what else and what measured it`, () => {
      const parts = [...read(page).matchAll(/^\*\*(.+?)\.\*\* \S/gm)].map(([, name]) => name);
      assert.deepEqual(parts, ["What", "Why", "What else", "Measured"]);
    });
  }
});
