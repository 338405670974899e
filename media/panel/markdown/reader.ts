import type { Token } from "markdown-it";
import { bounds } from "./bounds.ts";
import { blockTokens, type References } from "./parser.ts";
import { wholeCharacter } from "./pieces.ts";

/** One or several blocks of a reply that are formatted together. */
export interface Block {
  /** Where it begins in the reply; it never changes, so it is the block's key. */
  readonly start: number;
  readonly source: string;
  /** Null where the source is shown as it is, since it lies beyond `bounds`. */
  readonly tokens: readonly Token[] | null;
  readonly references: References;
  /** Whether more text may still become part of it. */
  readonly growing: boolean;
}

/** A reply as far as it has come. */
export interface Reading {
  readonly blocks: readonly Block[];
  /** What comes after as much as is formatted. */
  readonly rest: string;
}

/**
 * Reads a growing Markdown text. What is finished is read once: a block ends where after an empty line another one has
 * begun, and no later text can change that. Only what follows the last such place is read at each step.
 */
export class MarkdownReader {
  private finished = "";
  private blocks: Block[] = [];
  private references: References = {};
  /** The text that was read as a complete one. */
  private ended: string | null = null;

  /**
   * Reads on; a text that does not begin with what was read is read from its beginning. Finished blocks stay the same
   * objects, until at the end the places of all links are known.
   *
   * @param complete whether nothing will follow
   */
  read(text: string, complete: boolean): Reading {
    const lines = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
    const formatted = lines.length <= bounds.reply ? lines : lines.slice(0, cutAt(lines, bounds.reply));
    const rest = lines.slice(formatted.length);
    // What was taken for the end may have ended in the middle of a line.
    if (this.ended !== null && this.ended !== formatted) this.startOver();
    if (!formatted.startsWith(this.finished)) this.startOver();
    const growing = !complete && rest === "";
    this.ended = growing ? null : formatted;
    const source = formatted.slice(this.finished.length);
    const ends = blockEnds(blockTokens(source, {}), source, !growing);
    const references = { ...this.references };
    for (const [index, end] of ends.entries()) this.finish(source.slice(ends[index - 1] ?? 0, end), references);
    if (ends.length > 0) this.references = references;
    const open = this.block(source.slice(ends.at(-1) ?? 0), { ...references }, growing);
    const blocks = /^[ \t\n]*$/.test(open.source) ? [...this.blocks] : [...this.blocks, open];
    return asMuchAsFits(growing ? blocks : linked(blocks, open.references), rest);
  }

  private finish(source: string, references: Record<string, References[string]>): void {
    this.blocks.push(this.block(source, references, false));
    this.finished += source;
  }

  /** The block that follows the finished ones; its definitions go into the references. */
  private block(source: string, references: Record<string, References[string]>, growing: boolean): Block {
    const tokens = blockTokens(source, references);
    const tooMuch = weightOf(tokens) > bounds.tokens || tokens.some(isTooMuch);
    return { start: this.finished.length, source, tokens: tooMuch ? null : tokens, references, growing };
  }

  private startOver(): void {
    this.finished = "";
    this.blocks = [];
    this.references = {};
    this.ended = null;
  }
}

function weightOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { type }) => sum + (type === "fence" || type === "code_block" ? bounds.codeBlock : 1), 0);
}

function isTooMuch({ level, type, content }: Token): boolean {
  return level >= bounds.nesting - 1 || (type === "inline" && content.length > bounds.inline);
}

/** The blocks as far as they are few enough to be formatted; what follows joins the rest. */
function asMuchAsFits(blocks: readonly Block[], rest: string): Reading {
  let weight = 0;
  const end = blocks.findIndex(({ tokens }) => (weight += weightOf(tokens ?? [])) > bounds.tokens);
  if (end < 0) return { blocks, rest };
  const source = blocks.slice(end).map((block) => block.source);
  return { blocks: blocks.slice(0, end), rest: source.join("") + rest };
}

/** The blocks once it is known where all links lead. */
function linked(blocks: readonly Block[], references: References): readonly Block[] {
  if (Object.keys(references).length === 0) return blocks;
  return blocks.map((block) => (block.source.includes("[") ? { ...block, references } : block));
}

/** The end of the last line that lies within so many characters; where there is none, that of the last whole character. */
function cutAt(text: string, most: number): number {
  const end = text.lastIndexOf("\n", most - 1) + 1;
  if (end > 0) return end;
  return wholeCharacter(text, most);
}

/**
 * Where blocks of a growing text end for good: a further one begins after an empty line, with a line that is complete.
 * Whatever follows, it cannot reach back over such a place, except that it may say where links lead.
 *
 * @param tokens those of the source
 * @param complete whether the source ends with a complete line
 * @returns positions in the source, rising
 */
function blockEnds(tokens: readonly Token[], source: string, complete: boolean): number[] {
  const [, ...beginnings] = tokens
    .filter(({ level, nesting }) => level === 0 && nesting >= 0)
    .flatMap(({ map }) => (map === null ? [] : [map[0]]));
  const ends: number[] = [];
  let [line, position, previousIsEmpty] = [0, 0, false];
  for (const beginning of beginnings) {
    for (; line < beginning; line++) {
      const end = source.indexOf("\n", position);
      previousIsEmpty = /^[ \t]*$/.test(source.slice(position, end));
      position = end + 1;
    }
    if (previousIsEmpty && (complete || source.includes("\n", position))) ends.push(position);
  }
  return ends;
}
