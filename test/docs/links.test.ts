import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import MarkdownIt from "markdown-it";
import { repositoryRoot } from "../support/vscode/repository.ts";

const pages = globSync(["*.md", "docs/**/*.md"], { cwd: repositoryRoot });
const markdown = new MarkdownIt();

interface Page {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

const read = new Map<string, Page>();

/** Returns the links and pictures of a page, and the anchors that GitHub gives its headings. */
function readPage(file: string): Page {
  const known = read.get(file);
  if (known !== undefined) return known;
  const tokens = markdown.parse(readFileSync(file, "utf8"), {});
  const inline = tokens.flatMap(({ children }) => children ?? []);
  const links = inline.flatMap((token) => String(token.attrGet("href") ?? token.attrGet("src") ?? "") || []);
  const headings = tokens.flatMap(({ type }, index) => (type === "heading_open" ? [tokens[index + 1]!.content] : []));
  const page = { links, anchors: new Set(headings.map(anchorOf)) };
  read.set(file, page);
  return page;
}

function anchorOf(heading: string): string {
  const letters = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
  return letters.trim().replaceAll(/\s/g, "-");
}

/** Returns a page's bad links: relative ones without a target, and others that are not encrypted. */
function brokenLinks(page: string): string[] {
  const file = path.join(repositoryRoot, page);
  return readPage(file).links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return !link.startsWith("https://");
    const [target = "", anchor] = decodeURI(link).split("#");
    const place = target === "" ? file : path.resolve(path.dirname(file), target);
    if (!existsSync(place)) return true;
    return anchor !== undefined && !readPage(place).anchors.has(anchor);
  });
}

describe("the pages", () => {
  for (const page of pages) {
    it(`${page} has no dead link`, () => {
      assert.deepEqual(brokenLinks(page), []);
    });
  }

  it("are all reached from README.md", () => {
    const reached = new Set([path.join(repositoryRoot, "README.md")]);
    for (const file of reached) {
      const links = readPage(file).links.filter((link) => /^[^:#]+\.md(?:#|$)/.test(link));
      for (const link of links) reached.add(path.resolve(path.dirname(file), link.replace(/#.*$/, "")));
    }
    assert.deepEqual(
      pages.filter((page) => !reached.has(path.join(repositoryRoot, page))),
      [],
    );
  });

  it("name anchors as GitHub does", () => {
    assert.equal(anchorOf("`smcs bank import <file>`"), "smcs-bank-import-file");
    assert.equal(anchorOf("Code that a model wrote, in the panel"), "code-that-a-model-wrote-in-the-panel");
  });
});
