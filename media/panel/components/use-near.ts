import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** What is up to so many screens away is ready. */
const MARGIN = "300% 0px";

const watchers = new WeakMap<Element, (near: boolean) => void>();
const observers = new WeakMap<Element, IntersectionObserver>();

/**
 * Whether an element is near to what its box shows.
 *
 * @param always whether it counts as near wherever it is
 * @param box selects the element around it that scrolls
 */
export function useNear<Watched extends HTMLElement>(
  always: boolean,
  box: string,
): { element: RefObject<Watched | null>; near: boolean } {
  const element = useRef<Watched | null>(null);
  // What was near from the beginning stays so until it is seen elsewhere.
  const [near, setNear] = useState(always);
  // Not an effect after the next frame: runs that are near take their height before the reader is brought to a place.
  useLayoutEffect(() => {
    const watched = element.current;
    const root = watched?.closest(box) ?? null;
    if (watched === null || root === null) return undefined;
    const observer = observerOf(root);
    watchers.set(watched, setNear);
    observer.observe(watched);
    return () => {
      observer.unobserve(watched);
    };
  }, [box]);
  return { element, near: near || always };
}

/** One observer for all that stands in a box. */
function observerOf(root: Element): IntersectionObserver {
  const known = observers.get(root);
  if (known !== undefined) return known;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watchers.get(target)?.(isIntersecting);
    },
    { root, rootMargin: MARGIN },
  );
  observers.set(root, observer);
  return observer;
}
