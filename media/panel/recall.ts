import type { PanelState } from "./state.ts";

/** Maximum number of kept texts that were written but not sent. */
const MOST_UNSENT = 20;

/** Returns the text in the question box: the recalled text, or else the draft. */
export function textIn({ recalled, draft }: Pick<PanelState, "recalled" | "draft">): string {
  return recalled ?? draft;
}

/**
 * Returns the text in the box one step back or forward, as in a shell: the chat's questions, then the texts that were
 * not sent, then the draft (null).
 */
export function recalledNext({ runs, unsent, recalled }: PanelState, older: boolean): string | null {
  // Each text is at the place where it was asked last.
  const texts = [...new Set([...runs.map(({ question }) => question), ...unsent].toReversed())];
  const at = recalled === null ? -1 : texts.indexOf(recalled);
  return texts[at + (older ? 1 : -1)] ?? (older ? recalled : null);
}

/** Adds a text that leaves the box without being sent. It is the first to be recalled. */
export function keptUnsent(unsent: readonly string[], text: string): readonly string[] {
  return text.trim() === "" ? unsent : [...withoutText(unsent, text), text].slice(-MOST_UNSENT);
}

/** Returns the texts without one that was sent. */
export function withoutText(unsent: readonly string[], text: string): readonly string[] {
  return unsent.filter((one) => one.trim() !== text.trim());
}
