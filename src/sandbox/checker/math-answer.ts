import { splitOutside, tidyLatex } from "./tidy-latex.ts";
import { withoutUnit } from "./unit.ts";

/** A final answer by its form. Its parts are LaTeX or answers themselves. */
export type MathAnswer =
  | { readonly kind: "words"; readonly words: string }
  | { readonly kind: "in-base"; readonly digits: string; readonly base: string }
  | { readonly kind: "expression"; readonly latex: string; readonly unit: string | null; readonly percent: boolean }
  | { readonly kind: "equation"; readonly left: string; readonly right: string }
  /** A pair, a point or an interval: ordered items with their brackets. */
  | { readonly kind: "tuple"; readonly brackets: string; readonly items: readonly MathAnswer[] }
  /** Several values in any order, with or without set braces. */
  | { readonly kind: "set"; readonly items: readonly MathAnswer[] }
  | { readonly kind: "union"; readonly items: readonly MathAnswer[] }
  | { readonly kind: "matrix"; readonly rows: readonly (readonly MathAnswer[])[] };

/** Returns the form of an answer in LaTeX or plain notation. */
export function readMathAnswer(latex: string): MathAnswer {
  const text = tidyLatex(latex.replace(/^\s*\\\$/u, "\\$$"));
  return words(text) ?? readTidy(/^(?:[([{]|\\[{\\])/u.test(text) ? text : withoutThousands(text));
}

function readTidy(text: string): MathAnswer {
  return matrix(text) ?? union(text) ?? equationOrMember(text) ?? list(text) ?? bracketed(text) ?? value(text);
}

/** Parses `\text{Evelyn}` or `\text{(C)}`. */
function words(text: string): MathAnswer | null {
  const inner = /^\\text\s*\{([^{}]*)\}$/u.exec(text)?.[1];
  return inner === undefined || /^[\d\s.,]*$/u.test(inner) ? null : { kind: "words", words: plainWords(inner) };
}

/** Returns the text for comparison, without brackets, markup and case. */
export function plainWords(text: string): string {
  return tidyLatex(text)
    .replace(/\\text\s*/gu, "")
    .replace(/[(){}[\]."'*$\\]/gu, "")
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}

function matrix(text: string): MathAnswer | null {
  const inner = /^\\begin\{([pbvB]?matrix|array)\}(?:\{[lcr|]*\})?([^]*)\\end\{\1\}$/u.exec(text)?.[2];
  if (inner === undefined) return null;
  const rows = inner.split(/\\\\/u).filter((row) => row.trim() !== "");
  return { kind: "matrix", rows: rows.map((row) => row.split("&").map((cell) => readMathAnswer(cell))) };
}

function union(text: string): MathAnswer | null {
  const parts = splitOutside(text, /^\\cup$/u);
  return parts.length < 2 ? null : { kind: "union", items: parts.map(readTidy) };
}

/** Parses `x = 5`, `a = b = 5` (keeps its ends) or `x \in [0, 1]` (keeps the set). */
function equationOrMember(text: string): MathAnswer | null {
  const member = splitOutside(text, /^\\in$/u);
  if (member.length === 2) return readTidy(member[1] ?? "");
  const sides = splitOutside(text, /^=$/u);
  if (sides.length < 2 || splitOutside(text, /^,$/u).length > 1) return null;
  return { kind: "equation", left: sides[0] ?? "", right: sides.at(-1) ?? "" };
}

function list(text: string): MathAnswer | null {
  const separated = text.replace(/\\text\s*\{\s*(?:and|or)\s*\}|\s(?:and|or)\s/gu, " , ");
  const items = splitOutside(separated, /^[,;]$/u).filter((item) => item !== "");
  return items.length < 2 ? null : { kind: "set", items: items.flatMap(member) };
}

/**
 * Returns the members that an item of a list stands for. A plus-minus stands for two. Equations keep the names of their
 * values.
 */
function member(item: string): MathAnswer[] {
  const read = readTidy(item);
  const value = read.kind === "equation" ? readTidy(read.right) : read;
  return value.kind === "set" ? [...value.items] : [read];
}

function bracketed(text: string): MathAnswer | null {
  const match = /^(\\\{|[([]|\\langle)([^]*)(\\\}|[)\]]|\\rangle)$/u.exec(text);
  if (match === null) return null;
  const [, open = "", inner = "", close = ""] = match;
  const items = splitOutside(inner, /^[,;]$/u);
  if (open === "\\{") return { kind: "set", items: inner.trim() === "" ? [] : items.flatMap(member) };
  return items.length < 2 ? null : { kind: "tuple", brackets: open + close, items: items.map(readTidy) };
}

function value(text: string): MathAnswer {
  const signs = /\\pm|\\mp/u.test(text)
    ? [text.replaceAll("\\pm", "+").replaceAll("\\mp", "-"), text.replaceAll("\\pm", "-").replaceAll("\\mp", "+")]
    : [];
  if (signs.length > 0) return { kind: "set", items: signs.map((sign) => value(sign.replace(/^\s*\+/u, ""))) };
  const [, digits, base] = /^([0-9A-F]+)_\s*\{?\s*(\d{1,2}|\\text\s*\{[a-z]+\})\s*\}?$/u.exec(text) ?? [];
  if (digits !== undefined && base !== undefined) return { kind: "in-base", digits, base };
  const { value: bare, unit } = withoutUnit(text.replace(/^\\text\s*\{([^{}]*)\}$/u, "$1"));
  const percent = bare.endsWith("%");
  return { kind: "expression", latex: (percent ? bare.slice(0, -1) : bare).trim(), unit, percent };
}

/** Returns the text without the commas between groups of three digits. */
function withoutThousands(text: string): string {
  return text.replace(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d*,)/gu, (number) => number.replaceAll(",", ""));
}
