import type { Token } from "markdown-it";
import { bounds } from "./bounds.ts";
import { blockTokens, type References } from "./parser.ts";
import { wholeCharacter } from "./pieces.ts";

/** One or several blocks of a reply that are formatted together. */
export interface Block {
  /** The place in the reply where the block begins. The place never changes, so it is the block's key. */
  readonly start: number;
  readonly source: string;
  /** Null if the source is shown unformatted because it is beyond `bounds`. */
  readonly tokens: readonly Token[] | null;
  readonly references: References;
  /** Whether later text may still become part of the block. */
  readonly growing: boolean;
}

/** The part of a reply that has arrived. */
export interface Reading {
  readonly blocks: readonly Block[];
  /** The text behind the formatted part. */
  readonly rest: string;
}

/**
 * Reads a growing Markdown text. Finished blocks are read once: a block is finished when another block has begun after
 * an empty line, because no later text can change that. Each step reads only the text after the last finished block.
 */
export class MarkdownReader {
  private finished = "";
  private blocks: Block[] = [];
  private references: References = {};
  /** The text that was last read as a complete one. */
  private ended: string | null = null;

  /**
   * Reads the text so far. A text that does not begin with the previous text is read from its beginning. Finished
   * blocks stay the same objects until, at the end, the targets of all links are known.
   *
   * @param complete whether no more text will follow
   */
  read(text: string, complete: boolean): Reading {
    const lines = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
    const formatted = lines.length <= bounds.reply ? lines : lines.slice(0, cutAt(lines, bounds.reply));
    const rest = lines.slice(formatted.length);
    // The assumed end may have been in the middle of a line.
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

  /** Returns the block after the finished ones, and adds its definitions to the references. */
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

/** Returns the blocks within the limit of tokens; the others are added to the rest. */
function asMuchAsFits(blocks: readonly Block[], rest: string): Reading {
  let weight = 0;
  const end = blocks.findIndex(({ tokens }) => (weight += weightOf(tokens ?? [])) > bounds.tokens);
  if (end < 0) return { blocks, rest };
  const source = blocks.slice(end).map((block) => block.source);
  return { blocks: blocks.slice(0, end), rest: source.join("") + rest };
}

/** Returns the blocks with the targets of all links. */
function linked(blocks: readonly Block[], references: References): readonly Block[] {
  if (Object.keys(references).length === 0) return blocks;
  return blocks.map((block) => (block.source.includes("[") ? { ...block, references } : block));
}

/** Returns the end of the last line within a number of characters; without one, the end of the last whole character. */
function cutAt(text: string, most: number): number {
  const end = text.lastIndexOf("\n", most - 1) + 1;
  if (end > 0) return end;
  return wholeCharacter(text, most);
}

/**
 * Returns the places where blocks of a growing text end permanently: after an empty line, another block begins with a
 * complete line. Later text cannot change anything before such a place, except by defining the targets of links.
 *
 * @param tokens the tokens of the source
 * @param complete whether the source ends with a complete line
 * @returns positions in the source, ascending
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
