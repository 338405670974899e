import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RunRecord } from "../../../src/protocol/index.ts";
import { returnTo } from "../reading-place.ts";

/**
 * Brings a run that has just appeared to the upper edge of the conversation. From then on nothing moves by itself: what
 * streams grows downwards, below what is being read.
 */
export function useScroll<Box extends HTMLElement>(last: RunRecord | undefined): RefObject<Box | null> {
  const box = useRef<Box | null>(null);
  const shown = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || last === undefined || last.runId === shown.current) return;
    shown.current = last.runId;
    // What is above may take its height only when it comes near.
    returnTo({ runId: last.runId, past: 0 }, element);
  });
  return box;
}
