import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { bounds } from "./bounds.ts";

/**
 * Opening and closing marks of formulas. Markdown takes `\[` and `\(` for escaped brackets, so LaTeX would be lost
 * without rules for them.
 */
const DISPLAY: Readonly<Record<string, string>> = { $$: "$$", "\\[": "\\]" };
const INLINE: Readonly<Record<string, string>> = { "\\(": "\\)" };

/**
 * Adds rules for formulas: `$x$` and `\(x\)` in a line, `$$x$$` and `\[x\]` on their own. Their tokens contain TeX,
 * which is typeset later.
 */
export function mathRules(markdown: MarkdownIt): void {
  const alt = ["paragraph", "reference", "blockquote", "list"];
  markdown.block.ruler.before("fence", "math", displayBlock, { alt });
  markdown.inline.ruler.before("escape", "math", formula);
}

/**
 * Reads a formula that begins with its line. It ends before the next empty line, so that it cannot include the text
 * after that line.
 */
function displayBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineOf = (line: number): string =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const mark = state.src[(state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)];
  if ((mark !== "$" && mark !== "\\") || indentOf(state, startLine) >= 4) return false;
  const first = lineOf(startLine);
  const closing = DISPLAY[first.slice(0, 2)];
  if (closing === undefined) return false;
  const lines: string[] = [];
  for (let line = startLine; line < Math.min(endLine, startLine + bounds.formulaLines); line++) {
    if (line > startLine && (state.isEmpty(line) || indentOf(state, line) < 0)) return false;
    const text = line === startLine ? first.slice(2) : lineOf(line);
    const end = text.indexOf(closing);
    lines.push(end < 0 ? text : text.slice(0, end));
    if (end < 0) continue;
    const tex = lines.join("\n").trim();
    // If text follows the formula in its line, this is a paragraph with a formula in it.
    if (tex === "" || tex.length > bounds.formula || !/^[\s.,;:]*$/.test(text.slice(end + 2))) return false;
    if (silent) return true;
    const token = state.push("math_block", "", 0);
    token.content = tex;
    token.map = [startLine, line + 1];
    state.line = line + 1;
    return true;
  }
  return false;
}

function indentOf(state: StateBlock, line: number): number {
  return (state.sCount[line] ?? 0) - state.blkIndent;
}

function formula(state: StateInline, silent: boolean): boolean {
  const mark = state.src[state.pos];
  if (mark !== "$" && mark !== "\\") return false;
  const two = state.src.slice(state.pos, state.pos + 2);
  const display = DISPLAY[two];
  const closing = display ?? INLINE[two];
  const found = closing === undefined ? betweenDollars(state.src, state.pos) : between(state.src, state.pos, closing);
  if (found === null) return false;
  if (!silent) {
    const token = state.push(display === undefined ? "math_inline" : "math_display", "", 0);
    token.content = found.tex;
  }
  state.pos = found.end;
  return true;
}

interface Found {
  readonly tex: string;
  /** Position after the closing mark. */
  readonly end: number;
}

function between(text: string, start: number, closing: string): Found | null {
  const content = text.slice(start + 2, start + 2 + bounds.formula);
  const length = content.indexOf(closing);
  const tex = content.slice(0, Math.max(0, length)).trim();
  return tex === "" ? null : { tex, end: start + 2 + length + 2 };
}

/**
 * Reads `$x + 1$`, but not prices or shell variables: there is no space at either inner end, no letter, digit or
 * further dollar sign outside, and no words follow a number at the beginning of the formula.
 */
function betweenDollars(text: string, start: number): Found | null {
  if (text[start] !== "$" || /[\p{L}\p{N}$\\]/u.test(text[start - 1] ?? "")) return null;
  const match = /^\$((?![\s$])(?:[^$\\\n`]|\\[^\n])*?(?<!\s))\$(?![\p{L}\p{N}$({_])/u.exec(
    text.slice(start, start + bounds.formula),
  );
  const tex = match?.[1];
  if (match === null || tex === undefined || tex === "" || isPrice(tex)) return null;
  return { tex, end: start + match[0].length };
}

function isPrice(tex: string): boolean {
  return /^\d[\d.,]*(?:$|[\s-]*(?:\p{L}{2,}|[-–]$)|[,;.]\s)/u.test(tex);
}
