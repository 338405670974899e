import type { TextRange } from "../context/moved-range.ts";
import { type DefinedSymbol, definesAgain } from "./defines-again.ts";
import { indentationOf, outermost } from "./indentation.ts";

/** A file for applying code. */
interface TargetFile {
  readonly text: string;
  readonly selection: TextRange;
  /** All symbols that can be replaced by name. */
  readonly symbols: readonly DefinedSymbol[];
  /** Whether the block of code names this file. */
  readonly isNamed: boolean;
}

/** The part of a file that code replaces. */
export interface Target {
  readonly kind: "selection" | "symbol" | "file" | "cursor";
  /** The symbol's name; null for other kinds. */
  readonly name: string | null;
  readonly range: TextRange;
}

/** Minimum share of the file's lines in code that is the whole file. */
const MOST = 0.6;

const COMMENT = /^\s*(?:\/[/*]|\*|#(?!include|define|if|endif)|@|--|<!--)/u;

/**
 * Returns the part of a file that code replaces. This is the selection if there is one; else the one symbol that the
 * code defines again, unless the code also holds most of the text around the symbol; else the whole file, if the code
 * is plainly that; else nothing, so that the code goes to the cursor.
 */
export function targetOf(code: string, { text, selection, symbols, isNamed }: TargetFile): Target {
  if (selection.end > selection.start) return { kind: "selection", name: null, range: selection };
  const outer = outermost(code);
  const [symbol, ...others] = symbols.filter((one) => definesAgain(outer, text, one));
  if (symbol !== undefined && others.length === 0) {
    const range = withSurroundings(symbol, text, outer);
    const around = `${text.slice(0, range.start)}\n${text.slice(range.end)}`;
    if (!holdsMost(code, around)) return { kind: "symbol", name: symbol.name, range };
  }
  if (isNamed || holdsMost(code, text)) return { kind: "file", name: null, range: { start: 0, end: text.length } };
  return { kind: "cursor", name: null, range: selection };
}

/**
 * Returns a symbol with the parts that editors leave out: the words before it, and the comments above it if the code
 * has its own.
 */
function withSurroundings(symbol: DefinedSymbol, text: string, code: string): TextRange {
  let lineStart = startOfLine(text, symbol.start);
  const before = text.slice(lineStart, symbol.start);
  let start = /^[\w\s]*$/u.test(before) ? lineStart + indentationOf(before).length : symbol.start;
  while (COMMENT.test(code) && lineStart > 0) {
    const above = startOfLine(text, lineStart - 1);
    const line = text.slice(above, lineStart);
    if (!COMMENT.test(line)) break;
    lineStart = above;
    start = above + indentationOf(line).length;
  }
  const semicolon = /;\s*$/u.test(code) ? /^[ \t]*;/u.exec(text.slice(symbol.end, symbol.end + 10)) : null;
  return { start, end: symbol.end + (semicolon?.[0].length ?? 0) };
}

function startOfLine(text: string, place: number): number {
  return place === 0 ? 0 : text.lastIndexOf("\n", place - 1) + 1;
}

/**
 * Returns whether code holds most of a text's lines. Lines without a word, such as brackets, are in every file and do
 * not count.
 */
function holdsMost(code: string, text: string): boolean {
  const held = new Set(wordyLines(code));
  const lines = wordyLines(text);
  return lines.length > 0 && lines.filter((line) => held.has(line)).length >= MOST * lines.length;
}

function wordyLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/u.test(line));
}
