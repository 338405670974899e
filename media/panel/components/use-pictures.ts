import { useCallback, useRef } from "preact/hooks";
import { mostPictures } from "../../../src/protocol/messages.ts";
import { smallPicture } from "../pictures.ts";
import type { PanelAction } from "../state.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";

/** Attaching pictures, which takes a moment. */
export interface Pictures {
  readonly add: (files: readonly File[]) => void;
  /** Does something once the pictures that were added are attached; at once where there are none. */
  readonly then: (work: () => void) => void;
}

/** Makes pictures small and sends them to the host, one after the other. */
export function usePictures(dispatch: (action: PanelAction) => void): Pictures {
  const busy = useRef<Promise<void> | null>(null);
  const add = useCallback(
    (files: readonly File[]): void => {
      const attach = async (before: Promise<void> | null): Promise<void> => {
        await before;
        if (files.length > mostPictures)
          dispatch({ type: "fail", message: strings.tooManyPictures(files.length, mostPictures) });
        for (const file of files.slice(0, mostPictures)) {
          try {
            post({ type: "attach-picture", ...(await smallPicture(file)) });
          } catch (error) {
            dispatch({ type: "fail", message: error instanceof Error ? error.message : String(error) });
          }
        }
      };
      const work = attach(busy.current).finally(() => {
        if (busy.current === work) busy.current = null;
      });
      busy.current = work;
    },
    [dispatch],
  );
  const then = useCallback((work: () => void): void => {
    if (busy.current === null) work();
    else void busy.current.then(work);
  }, []);
  return { add, then };
}
