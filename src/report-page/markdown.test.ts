import assert from "node:assert/strict";
import { it } from "node:test";
import MarkdownIt from "markdown-it";
import { escapedMarkdown, markdownTable } from "./markdown.ts";

it("a table in Markdown takes whatever stands in its cells for text", () => {
  const hostile = ["a|b", "`c", "<b>x</b>", "[l](https://example.invalid)", "*e* _f_", "# g", "![i](x)", "~~h~~ &amp;"];
  const text = markdownTable(
    ["Text", "Length"],
    hostile.map((cell) => [escapedMarkdown(cell), `${cell.length}`]),
  );
  const page = new MarkdownIt({ html: true }).render(text);
  assert.doesNotMatch(page, /<(?:b|a|img|em|s|code|h1)\b/);
  const cells = [...page.matchAll(/<td>(.*)<\/td>\n<td>(.*)<\/td>/g)].map(([, cell = "", length = ""]) => [
    cell,
    length,
  ]);
  const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  assert.deepEqual(
    cells.map(([cell, length]) => [cell?.replace(/&\w+;/g, (entity) => entities[entity] ?? ""), Number(length)]),
    hostile.map((cell) => [cell, cell.length]),
  );
});

it("underscores within words stay as they are", () => {
  assert.equal(escapedMarkdown("snake_case _f_"), "snake_case \\_f\\_");
});
