import { useEffect, useRef, useState } from "preact/hooks";

/**
 * Milliseconds since a run was first seen here, in whole seconds; null where it was not seen from its beginning, since
 * then nobody here knows. Nothing is counted once it has ended.
 */
export function useSeconds(atBeginning: boolean, isRunning: boolean): number | null {
  const since = useRef(atBeginning ? performance.now() : null);
  const [passed, setPassed] = useState(0);
  const isKnown = since.current !== null;
  useEffect(() => {
    if (!isKnown || !isRunning) return undefined;
    const timer = setInterval(() => {
      setPassed(Math.floor((performance.now() - (since.current ?? 0)) / 1000) * 1000);
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [isKnown, isRunning]);
  return isKnown && passed > 0 ? passed : null;
}
