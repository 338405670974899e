import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Moves the focus on when the element that had it disappears; otherwise a keyboard user would have to start again.
 *
 * @param next returns the element in the box that gets the focus
 */
export function useKeptFocus(
  box: RefObject<HTMLElement | null>,
  next: (box: HTMLElement) => HTMLElement | null | undefined,
): void {
  // Checked before any part of the box is drawn again.
  const { activeElement, body } = document;
  const isThere = activeElement !== body && box.current?.contains(activeElement) === true;
  useLayoutEffect(() => {
    // While the editor has the keyboard focus, it keeps it.
    if (!isThere || box.current === null || document.activeElement !== body || !document.hasFocus()) return;
    next(box.current)?.focus({ preventScroll: true });
  });
}
