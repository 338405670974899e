import type { ReadingPlace } from "./vscode.ts";

/** Maximum distance in pixels from the end that counts as the end. */
const NEARLY = 24;
/** Number of frames in which content above may still take its final height. */
const SETTLING = 4;

/** Returns where the reader of a conversation is; null at its end, where new answers come into view by themselves. */
export function readingPlace(box: HTMLElement): ReadingPlace | null {
  if (box.scrollHeight - box.scrollTop - box.clientHeight < NEARLY) return null;
  const shown = [...box.querySelectorAll<HTMLElement>("[data-run]")].findLast(
    ({ offsetTop }) => offsetTop <= box.scrollTop,
  );
  const runId = shown?.dataset["run"];
  return shown === undefined || runId === undefined ? null : { runId, past: box.scrollTop - shown.offsetTop };
}

/** Scrolls to the reader's place. The browser may lay out some content above it only when that comes near. */
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
