import type { ReadingPlace } from "./vscode.ts";

/** Closer than this to the end counts as there. */
const NEARLY = 24;
/** Frames in which what is above may still take its final height. */
const SETTLING = 4;

/** Where the reader of a conversation is; null at its end, where new answers come into view by themselves. */
export function readingPlace(box: HTMLElement): ReadingPlace | null {
  if (box.scrollHeight - box.scrollTop - box.clientHeight < NEARLY) return null;
  const shown = [...box.querySelectorAll<HTMLElement>("[data-run]")].findLast(
    ({ offsetTop }) => offsetTop <= box.scrollTop,
  );
  const runId = shown?.dataset["run"];
  return shown === undefined || runId === undefined ? null : { runId, past: box.scrollTop - shown.offsetTop };
}

/** Brings the reader back; the browser may lay out some of what is above only once it is near. */
export function returnTo({ runId, past }: ReadingPlace, box: HTMLElement): void {
  let frames = SETTLING;
  const move = (): void => {
    const run = [...box.querySelectorAll<HTMLElement>("[data-run]")].find((one) => one.dataset["run"] === runId);
    if (run === undefined) return;
    box.scrollTop = run.offsetTop + past;
    if (--frames > 0) requestAnimationFrame(move);
  };
  move();
}
