import { type FencedBlock, fencedBlocks } from "../../core/reading/index.ts";

/** Two corresponding blocks of code of two replies; null when one of the replies has no such block. */
interface CodePair {
  /** The language's name in the replies; empty without a name. */
  readonly language: string;
  readonly left: string | null;
  readonly right: string | null;
}

/** Pairs the code of two replies: the first block in a language with the other's first in that language, and so on. */
export function codePairs(left: string, right: string): CodePair[] {
  const remaining = fencedBlocks(right);
  const pairs = fencedBlocks(left).map(({ language, content }): CodePair => {
    const place = remaining.findIndex((one) => one.language === language);
    const partner = place < 0 ? null : (remaining.splice(place, 1)[0]?.content ?? null);
    return { language, left: content, right: partner };
  });
  const alone = ({ language, content }: FencedBlock): CodePair => ({ language, left: null, right: content });
  return [...pairs, ...remaining.map(alone)];
}
