import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * Whether an element shows less than its whole text, now and at every width.
 *
 * @param isOpen whether it shows all of it for a while: what was so before still counts
 */
export function useIsCut<Watched extends HTMLElement>(
  isOpen: boolean,
): { element: RefObject<Watched | null>; isCut: boolean } {
  const element = useRef<Watched | null>(null);
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null || isOpen) return undefined;
    const look = (): void => {
      setCut(watched.scrollHeight > watched.clientHeight + 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(watched);
    return () => {
      observer.disconnect();
    };
  }, [isOpen]);
  return { element, isCut };
}
