import MarkdownIt, { type Token } from "markdown-it";
import { isWebLink } from "../../../src/protocol/index.ts";
import { bounds } from "./bounds.ts";
import { mathRules } from "./math-rules.ts";

/** Where the links of `[text][label]` lead, by label. */
export type References = Readonly<Record<string, { readonly title: string; readonly href: string }>>;

/** Longer addresses that are not followed are shown cut. */
const SHOWN_ADDRESS = 200;

/** The library as it reads what models write; the panel uses the functions below. */
export const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: bounds.nesting }).use(mathRules);
const { escapeHtml } = markdown.utils;

// Without this, main.py and run.sh become links: both endings are countries.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const beside = (address: unknown): string => {
  const text = typeof address === "string" ? address : "";
  return escapeHtml(` (${text.length > SHOWN_ADDRESS ? `${text.slice(0, SHOWN_ADDRESS)}…` : text})`);
};

// A picture would tell its server that the reply was read; its description and its address as text do no harm.
markdown.renderer.rules["image"] = (tokens, index, options, env) => {
  const token = tokens[index];
  return (
    escapeHtml(markdown.renderer.renderInlineAsText(token?.children ?? [], options, env)) +
    beside(token?.attrGet("src"))
  );
};

markdown.renderer.rules["link_open"] = (tokens, index) => {
  const href = String(tokens[index]?.attrGet("href"));
  return isWebLink(href) ? `<a href="${escapeHtml(href)}">` : "";
};

// What must not be followed can still be read.
markdown.renderer.rules["link_close"] = (tokens, index) => {
  const href = tokens
    .slice(0, index)
    .findLast(({ type }) => type === "link_open")
    ?.attrGet("href");
  return isWebLink(String(href)) ? "</a>" : beside(href);
};

// Markdown's own code has no class, and HTML is off: nothing else can look like this.
markdown.renderer.rules["math_inline"] = (tokens, index) => formula(tokens[index], "inline");
markdown.renderer.rules["math_block"] = (tokens, index) => formula(tokens[index], "display");
markdown.renderer.rules["math_display"] = (tokens, index) => formula(tokens[index], "display");

function formula(token: Token | undefined, mode: "inline" | "display"): string {
  return `<code class="math-${mode}">${escapeHtml(token?.content ?? "")}</code>`;
}

/**
 * The blocks of a Markdown text, as a flat list of opening, closing and single tokens; what stands in a paragraph is not
 * looked at. Lines end with \n.
 *
 * @param references gains the definitions of the text; those that are there already win
 */
export function blockTokens(text: string, references: Record<string, References[string]>): readonly Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(text.replaceAll("\0", "\ufffd"), markdown, { references }, tokens);
  return tokens;
}

/** HTML of a paragraph's content. The model is not trusted, so it goes through `sanitised` before it is shown. */
export function inlineHtml(content: string, references: References): string {
  return markdown.renderInline(content, { references });
}
