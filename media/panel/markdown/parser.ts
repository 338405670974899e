import MarkdownIt, { type Token } from "markdown-it";
import { isWebLink } from "../../../src/protocol/index.ts";
import { bounds } from "./bounds.ts";
import { mathRules } from "./math-rules.ts";

/** The targets of `[text][label]` links, by label. */
export type References = Readonly<Record<string, { readonly title: string; readonly href: string }>>;

/** Maximum number of shown characters of an address that is not a link. */
const SHOWN_ADDRESS = 200;

/** The library, configured for models' texts; the panel uses the functions below. */
export const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: bounds.nesting }).use(mathRules);
const { escapeHtml } = markdown.utils;

// Otherwise main.py and run.sh would become links, because both endings are countries.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const beside = (address: unknown): string => {
  const text = typeof address === "string" ? address : "";
  return escapeHtml(` (${text.length > SHOWN_ADDRESS ? `${text.slice(0, SHOWN_ADDRESS)}…` : text})`);
};

// Loading a picture would tell its server that the reply was read. The description and the address as text are
// harmless.
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

// An address that must not be followed can still be read.
markdown.renderer.rules["link_close"] = (tokens, index) => {
  const href = tokens
    .slice(0, index)
    .findLast(({ type }) => type === "link_open")
    ?.attrGet("href");
  return isWebLink(String(href)) ? "</a>" : beside(href);
};

// Markdown's own code has no class, and HTML is off, so nothing else can look like this.
markdown.renderer.rules["math_inline"] = (tokens, index) => formula(tokens[index], "inline");
markdown.renderer.rules["math_block"] = (tokens, index) => formula(tokens[index], "display");
markdown.renderer.rules["math_display"] = (tokens, index) => formula(tokens[index], "display");

function formula(token: Token | undefined, mode: "inline" | "display"): string {
  return `<code class="math-${mode}">${escapeHtml(token?.content ?? "")}</code>`;
}

/**
 * Returns the blocks of a Markdown text, as a flat list of opening, closing and single tokens; the contents of
 * paragraphs are not parsed. Lines end with \n.
 *
 * @param references receives the definitions of the text; existing ones take precedence
 */
export function blockTokens(text: string, references: Record<string, References[string]>): readonly Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(text.replaceAll("\0", "\ufffd"), markdown, { references }, tokens);
  return tokens;
}

/**
 * Returns the HTML of a paragraph's content. The model is not trusted, so the HTML goes through `sanitised` before it
 * is shown.
 */
export function inlineHtml(content: string, references: References): string {
  return markdown.renderInline(content, { references });
}
