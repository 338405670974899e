import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { chooseFiles } from "../gate/steps.ts";
import { docsFolder, pictures, withoutChance } from "../support/docs/pictures.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const pages = globSync(["*.md", "docs/*.md"], { cwd: repositoryRoot });

/** The pictures that the pages show, as paths from the repository's folder. */
const shown = pages.flatMap((page) => {
  const text = readFileSync(path.join(repositoryRoot, page), "utf8");
  return [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, to]) => path.join(path.dirname(page), to!));
});

describe("the pictures of the docs", () => {
  it("are all taken by a browser test, and all shown", () => {
    const taken = Object.keys(pictures).map((name) => `media/docs/${name}.png`);
    assert.deepEqual([...new Set(shown)].sort(), taken.sort());
  });

  it("are there, each with what it shows, and no others", () => {
    const files = Object.keys(pictures).flatMap((name) => [`${name}.png`, `${name}.txt`]);
    assert.deepEqual(globSync("*", { cwd: docsFolder }).sort(), files.sort());
  });

  for (const [name, { test }] of Object.entries(pictures))
    it(`${name} is compared in every gate with what the product shows`, () => {
      const file = `test/browser/${test}.test.ts`;
      assert.ok(existsSync(path.join(repositoryRoot, file)), file);
      assert.ok(chooseFiles([file]).length > 0, `no step of the gate runs ${file}`);
      const source = readFileSync(path.join(repositoryRoot, file), "utf8");
      assert.ok(source.includes("takePicture(") && source.includes(`"${name}"`), `${file} does not take it`);
    });

  it("are compared without what chance draws, and with every control", () => {
    const drawn = (by: string, text: string, more = "") => `- article "How?":
  - group: Merged from 2 answers by ${by}
  - group "Answer":
    - paragraph: ${text}
    - button "Apply"${more}
    - paragraph:
      - strong: All 3 agree
      - text: 1.2 s · free
    - group: 1 note
    - button "Compare"
  - group: Other answers (6)`;
    const one = withoutChance(drawn("a", "One."));
    assert.equal(withoutChance(drawn("b", "Two.", '\n    - code: x\n    - button "Apply"')), one);
    assert.match(one, /Apply[^]*0 s · free[^]*Compare[^]*Other answers \(0\)/);
    assert.notEqual(withoutChance(drawn("a", "One.").replace("Compare", "Differ")), one);
  });
});
