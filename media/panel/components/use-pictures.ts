import { useCallback, useRef } from "preact/hooks";
import { limits } from "../../../src/protocol/index.ts";
import { smallPicture } from "../pictures.ts";
import type { PanelAction } from "../state.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";

/** Attaches pictures, which takes a moment. */
interface Pictures {
  readonly add: (files: readonly File[]) => void;
  /**
   * Does some work once the added pictures are attached, or at once when there are none. Of several waiting works only
   * the last is done; none is done if a picture cannot be attached.
   */
  readonly then: (work: () => void) => void;
}

/** Returns functions that shrink pictures and send them to the host, one after another. */
export function usePictures(dispatch: (action: PanelAction) => void): Pictures {
  const busy = useRef<Promise<void> | null>(null);
  const waiting = useRef<(() => void) | null>(null);
  const add = useCallback(
    (files: readonly File[]): void => {
      const attach = async (before: Promise<void> | null): Promise<void> => {
        await before;
        if (files.length > limits.pictures)
          dispatch({ type: "fail", message: strings.tooManyPictures(files.length, limits.pictures) });
        for (const file of files.slice(0, limits.pictures)) {
          try {
            post({ type: "attach-picture", ...(await smallPicture(file)) });
          } catch (error) {
            waiting.current = null;
            dispatch({ type: "fail", message: error instanceof Error ? error.message : String(error) });
          }
        }
      };
      const work = attach(busy.current).then(() => {
        if (busy.current !== work) return;
        busy.current = null;
        const next = waiting.current;
        waiting.current = null;
        next?.();
      });
      busy.current = work;
    },
    [dispatch],
  );
  const then = useCallback((work: () => void): void => {
    if (busy.current === null) work();
    else waiting.current = work;
  }, []);
  return { add, then };
}
