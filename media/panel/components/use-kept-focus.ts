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
  const { activeElement, body } = document;
  const isThere = activeElement !== body && box.current?.contains(activeElement) === true;
  useLayoutEffect(() => {
    // While the editor has the keys, they stay there.
    if (!isThere || box.current === null || document.activeElement !== body || !document.hasFocus()) return;
    next(box.current)?.focus({ preventScroll: true });
  });
}
