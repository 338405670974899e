import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { settingNames } from "../support/docs/setting-names.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");

const source = globSync("src/**/*.ts", { cwd: repositoryRoot })
  .filter((file) => !file.endsWith(".test.ts"))
  .map(read)
  .join("\n");

describe("docs/troubleshooting.md", () => {
  const quoted = [...read("docs/troubleshooting.md").matchAll(/(?<![\w*])_([^_\n]{6,}?)_(?!\w)/g)].map(
    ([, words]) => words!,
  );

  it("quotes what the program really says", () => {
    assert.ok(quoted.length > 30, String(quoted.length));
    assert.deepEqual(
      quoted.filter((words) => !source.includes(words)),
      [],
    );
  });
});

describe("docs/glossary.md", () => {
  it("names what stands in the core under the paper's symbols", () => {
    const table = read("docs/glossary.md").split("## The paper's symbols in the code")[1] ?? "";
    const rows = [...table.matchAll(/^\| [^|]+ \| (`[^|]+`) +\| `([^`]+)` +\|$/gm)];
    assert.ok(rows.length >= 13, String(rows.length));
    for (const [, names = "", place = ""] of rows) {
      const files = globSync(`src/core/${place.endsWith("/") ? `${place}*.ts` : place}`, { cwd: repositoryRoot });
      const code = files.map(read).join("\n");
      for (const [, name = ""] of names.matchAll(/`(\w+)/g)) assert.match(code, new RegExp(`\\b${name}\\b`), place);
    }
  });
});

/** The package, the extension's id, and the folder that outlives the extension. */
const otherNames: ReadonlySet<string> = new Set(["smcs.vsix", "smcs.smcs", "smcs.kept"]);

describe("the pages", () => {
  const { settings, commands } = settingNames();
  // The changelog describes earlier versions.
  const pages = globSync(["*.md", "docs/**/*.md"], { cwd: repositoryRoot, exclude: ["CHANGELOG.md"] });

  for (const page of pages) {
    it(`${page} names only settings and commands that there are`, () => {
      const text = read(page);
      const named = [...text.matchAll(/[`"](smcs\.[a-zA-Z]+(?:\.[a-zA-Z]+)*)[`"]/g)].map(([, name]) => name!);
      assert.deepEqual(
        named.filter((name) => !settings.has(name) && !otherNames.has(name)),
        [],
      );
      const titles = [...text.matchAll(/\*\*SMCS: ([^*]+)\*\*/g)].map(([, title]) => title!);
      assert.deepEqual(
        titles.filter((title) => !commands.has(title)),
        [],
      );
    });
  }
});
