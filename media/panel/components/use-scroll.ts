import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { returnTo } from "../reading-place.ts";

/** Closer than this counts as the bottom: at some zoom levels the last pixel cannot be reached. */
const NEARLY = 24;

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
  const shown = useRef<string | undefined>(undefined);
  const wasStreaming = useRef(false);
  const streaming = last?.outcome === "running" && last.winner === null;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || last === undefined) return;
    const isNew = last.runId !== shown.current;
    const hasEnded = wasStreaming.current && !streaming;
    if (hasEnded) withoutAnchor(element);
    shown.current = last.runId;
    wasStreaming.current = streaming;
    if (isNew) atBottom.current = true;
    if (!atBottom.current) return;
    const article = element.lastElementChild;
    if (streaming && !isNew) element.scrollTop = element.scrollHeight;
    // Earlier runs were far away from the end of a long stream; near again, they take their whole height.
    else if (hasEnded) returnTo({ runId: last.runId, past: 0 }, element);
    else if (isNew && article instanceof HTMLElement) element.scrollTop = article.offsetTop;
  });

  const onScroll = (): void => {
    const element = box.current;
    if (element === null) return;
    atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEARLY;
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
