import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** A reader cannot follow more changes than these. */
const REST_MS = 80;

/** Drawing takes at most one part in so many of the time. */
const SHARE = 20;

/**
 * A growing text, taken a few times a second until it is complete, and less often where drawing it takes long; what came
 * last is shown also when nothing follows.
 */
export function useCalmly(text: string, complete: boolean): string {
  const taken = useRef({ text: "", at: -Infinity, rest: REST_MS });
  const [, redraw] = useState(0);
  const now = performance.now();
  const fresh = complete || now - taken.current.at >= taken.current.rest;
  if (fresh) taken.current = { ...taken.current, text, at: now };
  useLayoutEffect(() => {
    if (fresh) taken.current.rest = Math.max(REST_MS, (performance.now() - now) * SHARE);
  });
  const behind = taken.current.text !== text;
  useEffect(() => {
    if (!behind) return undefined;
    const timer = setTimeout(() => {
      redraw((count) => count + 1);
    }, taken.current.rest);
    return () => {
      clearTimeout(timer);
    };
  }, [behind]);
  return taken.current.text;
}
