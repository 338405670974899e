import MarkdownIt, { type Env } from "markdown-it";
import { fenced } from "../../core/fenced.ts";
import { plainLine } from "../../core/plain-line.ts";
import { escapedMarkdown } from "../../report-page/index.ts";

/** Parses HTML too, so that HTML is found, and deeper nesting than people write: deeper content would be skipped. */
const parser = new MarkdownIt({ html: true, maxNesting: 1000 });

/** Maximum length of a parsed text, in UTF-16 units; parsing longer texts would take too long. */
const LONGEST = 200_000;
/** Maximum number of nested or unclosed brackets: for each of them the parser searches the rest of the text. */
const DEEPEST_BRACKET = 200;
/** Maximum length of a foreign name or sentence in one line, in characters. */
export const LONGEST_LINE = 500;
/** Maximum number of rounds. Each round may uncover HTML that was hidden before. */
const MOST_ROUNDS = 8;

/** Maximum number of tags of a paragraph that are escaped one by one; beyond it every `<` is escaped. */
const MOST_TAGS = 100;

/** Matches definitions of links and footnotes, which count for a whole document; also within lists and quotations. */
const DEFINITION = /^((?:[\s>]|[-*+]\s|\d+[.)]\s)*)(?=\[(?:[^\]\\]|\\.)*\]:)/u;

/**
 * Returns foreign Markdown as a quotation that contains it: an open fence or list ends with the quotation, and HTML and
 * definitions in it become text. Markdown that cannot be contained becomes a code block.
 */
export function containedMarkdown(markdown: string): string {
  return harmless(markdown, quoted);
}

/**
 * Returns foreign Markdown in the same way without a quotation, for the end of a document, where an open fence
 * continues to the end.
 */
export function lastMarkdown(markdown: string): string {
  return harmless(markdown, (text) => text);
}

function harmless(markdown: string, placed: (text: string) => string): string {
  let text = markdown.replace(/\r\n?/g, "\n").trim();
  if (text.length > LONGEST || deepestBracket(text) > DEEPEST_BRACKET) return fenced(text);
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const next = contained(text, placed);
      if (next === null) return placed(text);
      text = next;
    }
  } catch {
    // The text is nested too deeply to be parsed.
  }
  return fenced(text);
}

function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]]/gu)) {
    depth = bracket === "[" ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** Returns the text with its HTML and definitions escaped; null when there are none. */
function contained(text: string, placed: (text: string) => string): string | null {
  const lines = text.split("\n");
  const env: Env = {};
  const tokens = parser.parse(placed(text), env);
  const code = new Set<number>();
  let found = Object.keys(env.references ?? {}).length > 0;
  for (const { type, map, children } of tokens) {
    const [from, to] = map ?? [0, lines.length];
    if (type === "fence" || type === "code_block") for (let at = from; at < to; at++) code.add(at);
    const tags = (children ?? []).filter((child) => child.type === "html_inline").map(({ content }) => content);
    if (type !== "html_block" && tags.length === 0) continue;
    found = true;
    const escaped = type === "html_block" || tags.length > MOST_TAGS ? ["<"] : tags;
    for (let at = from; at < to; at++) lines[at] = escapedTags(lines[at] ?? "", escaped);
  }
  for (const [at, line] of lines.entries()) {
    if (code.has(at) || !DEFINITION.test(line)) continue;
    found = true;
    lines[at] = line.replace(DEFINITION, "$1\\");
  }
  return found ? lines.join("\n") : null;
}

/** Returns a line with its tags escaped. A tag may continue in the next line; escaping its beginning is enough. */
function escapedTags(line: string, tags: readonly string[]): string {
  return tags.reduce((safe, tag) => {
    const [beginning = ""] = tag.split("\n");
    return safe.replaceAll(beginning, `&lt;${beginning.slice(1)}`);
  }, line);
}

/** Returns one line without markup. */
export function line(text: string): string {
  // Some readers take text between dollar signs for a formula.
  return escapedMarkdown(plainLine(text, LONGEST_LINE)).replaceAll("$", "\\$$");
}
