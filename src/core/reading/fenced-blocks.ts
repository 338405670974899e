import { markdownBlocks } from "../markdown-blocks.ts";

/** A fenced block of code in a reply. */
export interface FencedBlock {
  /** The word after the fence, in lower case; empty without one. */
  readonly language: string;
  readonly content: string;
}

/**
 * Returns the fenced blocks of a reply in order, without empty ones. A block that is never closed reaches to the end.
 */
export function fencedBlocks(reply: string): FencedBlock[] {
  return markdownBlocks(reply)
    .filter(({ type, content }) => type === "fence" && content.trim() !== "")
    .map(({ info, content }) => ({ language: (/^\S*/u.exec(info.trim())?.[0] ?? "").toLowerCase(), content }));
}
