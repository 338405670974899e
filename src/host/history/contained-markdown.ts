import MarkdownIt, { type Env } from "markdown-it";
import { fenced } from "../../core/fenced.ts";
import { plainLine } from "../../core/plain-line.ts";
import { escapedMarkdown } from "../../report-page/index.ts";

/** Reads HTML too, so that it is found, and as deep as anybody nests: what is too deep would be passed over. */
const parser = new MarkdownIt({ html: true, maxNesting: 1000 });

/** Longer texts, in UTF-16 units, are shown as they are: taking them apart would take too long. */
const LONGEST = 200_000;
/** Brackets within brackets, or never closed: for each of them the parser looks through all that follows. */
const DEEPEST_BRACKET = 200;
/** Names and sentences of others, in one line. */
export const LONGEST_LINE = 500;
/** Each round may uncover HTML that the one before had hidden. */
const MOST_ROUNDS = 8;

/** Tags of a paragraph that are escaped one by one; of more, every sign that may begin one is. */
const MOST_TAGS = 100;

/** Says for a whole document where the links of a name lead, or what a footnote holds; also within lists and quotations. */
const DEFINITION = /^((?:[\s>]|[-*+]\s|\d+[.)]\s)*)(?=\[(?:[^\]\\]|\\.)*\]:)/u;

/**
 * Somebody's Markdown as a quotation that stays one, whatever it holds: an open fence or list ends with the quotation, and
 * HTML and definitions in it are text. What resists becomes a code block.
 */
export function containedMarkdown(markdown: string): string {
  return harmless(markdown, quoted);
}

/** The same without being a quotation: for what a document ends with, since an open fence goes on to the end. */
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
    // Nested too deeply to be taken apart.
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

/**
 * Returns the text with the HTML and the definitions that a reader would find in it made text; null when there are
 * none.
 */
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

/** A tag may go on in the next line; its beginning is enough to undo it. */
function escapedTags(line: string, tags: readonly string[]): string {
  return tags.reduce((safe, tag) => {
    const [beginning = ""] = tag.split("\n");
    return safe.replaceAll(beginning, `&lt;${beginning.slice(1)}`);
  }, line);
}

/** Returns one line in which nothing is markup. */
export function line(text: string): string {
  // Some readers take what stands between dollars for a formula.
  return escapedMarkdown(plainLine(text, LONGEST_LINE)).replaceAll("$", "\\$$");
}
