import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { differingWords, type Passage } from "../record/differing-words.ts";

/** How many passages are marked on each side; null where there were too many. */
export type Marks = readonly [left: number, right: number] | null;

type Pair<Item> = readonly [left: Item, right: Item];

/** The browser draws the marks over the text, whose elements stay as they are: styles/compare.css says how. */
const NAMES: Pair<string> = ["smcs-only-left", "smcs-only-right"];

/**
 * Marks the words of the prose in two elements that only one of them has. Code and formulas are left out: code has an
 * editor to be compared in.
 *
 * @param texts what the elements show; they are compared anew when one changes
 * @returns undefined until they were compared
 */
export function useMarkedDifferences(
  columns: Pair<RefObject<HTMLElement | null>>,
  texts: Pair<string>,
): Marks | undefined {
  const [marks, setMarks] = useState<Marks | undefined>(undefined);
  useLayoutEffect(() => {
    const [left, right] = columns.map(({ current }) => proseIn(current)) as [Text[], Text[]];
    const differences = differingWords(joined(left), joined(right));
    setMarks(differences && [differences.left.length, differences.right.length]);
    if (differences === null) return undefined;
    const ranges = [rangesOf(left, differences.left), rangesOf(right, differences.right)] as const;
    for (const side of [0, 1] as const) for (const range of ranges[side]) highlight(NAMES[side]).add(range);
    return () => {
      for (const side of [0, 1] as const) for (const range of ranges[side]) highlight(NAMES[side]).delete(range);
    };
  }, [...texts]);
  return marks;
}

/** Shared by all comparisons of the page. */
function highlight(name: string): Highlight {
  const known = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, known);
  return known;
}

function proseIn(column: HTMLElement | null): Text[] {
  const texts: Text[] = [];
  for (const markdown of column?.querySelectorAll(".markdown") ?? []) {
    const walker = document.createTreeWalker(markdown, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement?.closest(".code-block, .formula") === null) texts.push(node as Text);
  }
  return texts;
}

/** A space between two texts, which may be those of two paragraphs. */
function joined(texts: readonly Text[]): string {
  return texts.map(({ data }) => data).join(" ");
}

function rangesOf(texts: readonly Text[], passages: readonly Passage[]): Range[] {
  const starts: number[] = [];
  let length = 0;
  for (const { data } of texts) {
    starts.push(length);
    length += data.length + 1;
  }
  return passages.flatMap(({ start, end }) => {
    const first = starts.findLastIndex((one) => one <= start);
    const last = starts.findLastIndex((one) => one < end);
    const [from, to] = [texts[first], texts[last]];
    if (from === undefined || to === undefined) return [];
    const range = document.createRange();
    range.setStart(from, start - (starts[first] ?? 0));
    range.setEnd(to, Math.min(to.length, end - (starts[last] ?? 0)));
    return [range];
  });
}
