import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { returnTo } from "../reading-place.ts";

/** Closer than this counts as the bottom: at some zoom levels the last pixel cannot be reached. */
const NEARLY = 24;

/** Differences of `scrollTop` up to this come from rounding, in pixels: at some zoom levels it is fractional. */
const ROUNDING = 1;

/** The bottom was not in view yet: no `scrollTop` is as large. */
const NOT_YET = Infinity;

/**
 * Keeps the conversation where the reader wants it. A run that has just appeared comes into view. While it streams, the
 * bottom stays in view, but only for a reader who is there; when the winner takes the stream's place, that reader is
 * brought to the run's beginning. A reader who is elsewhere is never moved.
 */
export function useScroll<Box extends HTMLElement>(
  last: RunRecord | undefined,
): { box: RefObject<Box | null>; onScroll: () => void } {
  const box = useRef<Box | null>(null);
  const atBottom = useRef(true);
  /** The `scrollTop` at which the bottom was in view last. */
  const bottom = useRef(NOT_YET);
  const shown = useRef<string | undefined>(undefined);
  const wasStreaming = useRef(false);
  const streaming = last?.outcome === "running" && last.winner === null;
  const toBottom = (element: Box): void => {
    element.scrollTop = element.scrollHeight;
    bottom.current = element.scrollTop;
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || last === undefined) return;
    const isNew = last.runId !== shown.current;
    const hasEnded = wasStreaming.current && !streaming;
    if (hasEnded) withoutAnchor(element);
    shown.current = last.runId;
    wasStreaming.current = streaming;
    if (isNew) atBottom.current = true;
    if (isNew || hasEnded) bottom.current = NOT_YET;
    if (!atBottom.current) return;
    const article = element.lastElementChild;
    if (streaming && !isNew) toBottom(element);
    // Earlier runs were far away from the end of a long stream; near again, they take their whole height.
    else if (hasEnded) returnTo({ runId: last.runId, past: 0 }, element);
    else if (isNew && article instanceof HTMLElement) element.scrollTop = article.offsetTop;
  });

  // The run also grows between two draws: a reply, its colours and its formulas are drawn when there is time for them.
  useLayoutEffect(() => {
    const element = box.current;
    const article = element?.lastElementChild ?? null;
    if (!streaming || element === null || article === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (atBottom.current && bottom.current !== NOT_YET) toBottom(element);
    });
    observer.observe(article);
    return () => {
      observer.disconnect();
    };
  }, [last?.runId, streaming]);

  const onScroll = (): void => {
    const element = box.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isThere = scrollHeight - scrollTop - clientHeight < NEARLY;
    // The run may have grown since the view was moved there: a reader who has not moved since then stays at the bottom.
    const isUnmoved = Math.abs(scrollTop - bottom.current) <= ROUNDING;
    atBottom.current = isThere || (atBottom.current && isUnmoved);
    if (isThere) bottom.current = scrollTop;
  };
  return { box, onScroll };
}

/** The browser holds a place while what is above it grows, but would follow the end of the page to the winner. */
function withoutAnchor(element: HTMLElement): void {
  element.style.overflowAnchor = "none";
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      element.style.overflowAnchor = "";
    });
  });
}
