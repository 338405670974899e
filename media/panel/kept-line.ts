/** Where a line or a paragraph is, from the upper edge of the window. */
interface Place {
  readonly top: number;
  readonly bottom: number;
}

/** Lines of code and paragraphs by their texts. What is there twice is left out. */
export type Lines = ReadonlyMap<string, Place>;

/** A line that is farther away than this part of the view is not brought back. */
const MOST_OF_VIEW = 1 / 4;

/** Returns the lines of an answer. */
export function linesOf(section: HTMLElement): Lines {
  const lines = new Map<string, Place | null>();
  const add = (text: string, place: Place): void => {
    const key = text.trim();
    if (key !== "") lines.set(key, lines.has(key) ? null : place);
  };
  for (const piece of section.querySelectorAll<HTMLElement>(".markdown .code-piece")) {
    const { top, height } = piece.getBoundingClientRect();
    // Code is never wrapped.
    const texts = piece.textContent.replace(/\n$/, "").split("\n");
    const each = height / texts.length;
    texts.forEach((text, index) => {
      add(text, { top: top + index * each, bottom: top + (index + 1) * each });
    });
  }
  for (const block of section.querySelectorAll<HTMLElement>(".markdown :is(p, li, h4, h5, h6, tr)"))
    add(block.textContent, block.getBoundingClientRect());
  return new Map([...lines].filter((line): line is [string, Place] => line[1] !== null));
}

/**
 * Returns how far the reader's line has moved: of the lines that were in view and are still there, the one nearest to the
 * middle of what was in view. Zero where there is none.
 */
export function movedBy(before: Lines, after: Lines, view: Place): number {
  const seen = [...before].filter(([, { top, bottom }]) => bottom > view.top && top < view.bottom);
  const top = Math.min(...seen.map(([, place]) => Math.max(place.top, view.top)));
  const bottom = Math.max(...seen.map(([, place]) => Math.min(place.bottom, view.bottom)));
  const middle = (top + bottom) / 2;
  const distance = ({ top: from, bottom: to }: Place): number => Math.max(from - middle, middle - to, 0);
  const [kept] = seen.filter(([text]) => after.has(text)).toSorted(([, a], [, b]) => distance(a) - distance(b));
  return kept === undefined ? 0 : (after.get(kept[0])?.top ?? kept[1].top) - kept[1].top;
}

/**
 * Brings the reader's line back to where it was before the text around it became another one. Where the conversation cannot
 * be scrolled as far as that, the run gets room above or below; the room goes once it is out of view.
 *
 * @returns false where the line is too far away: nothing is done then
 */
export function keepLine(section: HTMLElement, before: Lines): boolean {
  const box = section.closest<HTMLElement>(".conversation");
  const run = section.closest<HTMLElement>(".run");
  if (box === null || run === null) return true;
  const moved = movedBy(before, linesOf(section), box.getBoundingClientRect());
  if (Math.abs(moved) > box.clientHeight * MOST_OF_VIEW) return false;
  const to = box.scrollTop + moved;
  const beyond = to - (box.scrollHeight - box.clientHeight);
  if (to < 0) makeRoom(run, box, "above", -to);
  else if (beyond > 0) makeRoom(run, box, "below", beyond);
  box.scrollTop = Math.max(0, to);
  return true;
}

/** Gives a run more room than it may have already. */
function makeRoom(run: HTMLElement, box: HTMLElement, where: "above" | "below", more: number): void {
  const margin = where === "above" ? "marginTop" : "marginBottom";
  const roomNow = (): number => Number.parseFloat(run.style[margin]) || 0;
  run.style[margin] = `${roomNow() + more}px`;
  const look = (): void => {
    const room = roomNow();
    // Another chat may be shown by now, which is scrolled for itself.
    if (run.isConnected && room > 0) {
      const { offsetTop, offsetHeight } = run;
      const { scrollTop, clientHeight } = box;
      const from = where === "above" ? offsetTop - room : offsetTop + offsetHeight;
      const isPassed = from + room <= scrollTop;
      if (!isPassed && from < scrollTop + clientHeight) return;
      run.style[margin] = "";
      // What is in view keeps its place.
      if (isPassed) box.scrollTop = scrollTop - room;
    }
    box.removeEventListener("scroll", look);
  };
  box.addEventListener("scroll", look, { passive: true });
}
