import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Passes the focus on where the element that had it goes away: a reader with the keyboard would have to begin anew.
 *
 * @param next the element in the box that is to have it then
 */
export function useKeptFocus(
  box: RefObject<HTMLElement | null>,
  next: (box: HTMLElement) => HTMLElement | null | undefined,
): void {
  // Looked at before anything of the box is drawn anew.
  const isThere = box.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (!isThere || box.current === null || document.activeElement !== document.body) return;
    next(box.current)?.focus({ preventScroll: true });
  });
}
