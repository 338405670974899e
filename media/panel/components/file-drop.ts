import { useLayoutEffect, useState } from "preact/hooks";
import { mostDropped } from "../../../src/protocol/index.ts";
import { dragsFiles, droppedUris } from "../dropped-uris.ts";
import { picturesIn } from "../pictures.ts";
import type { PanelAction } from "../state.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";

/** Attaches files and pictures that are dropped anywhere on the panel; tells whether some are being dragged over it. */
export function useFileDrop(
  dispatch: (action: PanelAction) => void,
  addPictures: (files: readonly File[]) => void,
): boolean {
  const [dragging, setDragging] = useState(false);
  useLayoutEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer === null || !dragsFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setDragging(true);
    };
    const leave = (event: DragEvent): void => {
      // Between the elements of the page nothing is left.
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      setDragging(false);
      if (event.dataTransfer === null || !dragsFiles(event.dataTransfer)) return;
      event.preventDefault();
      const uris = droppedUris(event.dataTransfer);
      const pictures = picturesIn(event.dataTransfer);
      if (uris.length > mostDropped) dispatch({ type: "fail", message: strings.dropTooMany(uris.length, mostDropped) });
      else if (pictures.length > 0) {
        addPictures(pictures);
        const isMore = event.dataTransfer.files.length > pictures.length;
        if (isMore) dispatch({ type: "fail", message: strings.dropFromOutside });
      } else if (uris.length > 0) post({ type: "attach", uris });
      else dispatch({ type: "fail", message: strings.dropFromOutside });
    };
    const listeners = { dragover: over, dragenter: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name as "drop", listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name as "drop", listener);
    };
  }, [dispatch, addPictures]);
  return dragging;
}
