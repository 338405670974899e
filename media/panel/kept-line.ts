/** The place of a line or a paragraph, in pixels from the upper edge of the window. */
interface Place {
  readonly top: number;
  readonly bottom: number;
}

/** The places of lines of code and paragraphs, by their texts. Texts that occur twice are left out. */
export type Lines = ReadonlyMap<string, Place>;

/** Maximum distance over which a line is brought back, as a share of the view. */
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
    // Code never wraps.
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
 * Returns how far the reader's line has moved. Of the lines that were in view and still exist, this is the one nearest
 * to the middle of the view. Returns 0 if there is none.
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
 * Scrolls the reader's line back to its place before the text around it changed. If the conversation cannot be scrolled
 * that far, the run gets room above or below; the room is removed once it is out of view.
 *
 * @returns false if the line is too far away; then nothing is done
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

/** Adds room to a run, which may have some already. */
function makeRoom(run: HTMLElement, box: HTMLElement, where: "above" | "below", more: number): void {
  const margin = where === "above" ? "marginTop" : "marginBottom";
  const roomNow = (): number => Number.parseFloat(run.style[margin]) || 0;
  run.style[margin] = `${roomNow() + more}px`;
  const look = (): void => {
    const room = roomNow();
    // By now another chat may be shown, which has a scroll position of its own.
    if (run.isConnected && room > 0) {
      const { offsetTop, offsetHeight } = run;
      const { scrollTop, clientHeight } = box;
      const from = where === "above" ? offsetTop - room : offsetTop + offsetHeight;
      const isPassed = from + room <= scrollTop;
      if (!isPassed && from < scrollTop + clientHeight) return;
      run.style[margin] = "";
      // The visible text keeps its place.
      if (isPassed) box.scrollTop = scrollTop - room;
    }
    box.removeEventListener("scroll", look);
  };
  box.addEventListener("scroll", look, { passive: true });
}
