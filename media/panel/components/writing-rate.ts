import { useRef } from "preact/hooks";
import { tokensOf, type WritingRate } from "../record/reference-figures.ts";

/** How long a reply is watched before its speed means something, and how long a figure stands before the next. */
const WATCHED_MS = 1000;
const STANDS_MS = 500;

interface Watch {
  readonly since: number;
  readonly from: number;
  shownAt: number;
  shown: WritingRate | null;
}

/** How fast a reply is being written, estimated from its letters since it was first seen here; null at first. */
export function useWritingRate(characters: number, isWriting: boolean): WritingRate | null {
  const watch = useRef<Watch | null>(null);
  if (!isWriting) {
    watch.current = null;
    return null;
  }
  const now = performance.now();
  watch.current ??= { since: now, from: characters, shownAt: now, shown: null };
  const { since, from, shownAt } = watch.current;
  if (now - since >= WATCHED_MS && (watch.current.shown === null || now - shownAt >= STANDS_MS)) {
    const tokensPerSecond = (tokensOf(characters - from) * 1000) / (now - since);
    watch.current.shown = { tokensPerSecond, estimated: true };
    watch.current.shownAt = now;
  }
  return watch.current.shown;
}
