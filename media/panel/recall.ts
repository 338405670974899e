import type { PanelState } from "./state.ts";

/** Texts that were written and not sent: more are not kept. */
const MOST_UNSENT = 20;

/** What stands in the question box: an earlier text that was recalled, or else the draft. */
export function textIn({ recalled, draft }: Pick<PanelState, "recalled" | "draft">): string {
  return recalled ?? draft;
}

/**
 * Returns what stands in the box one step back or forward, as in a shell: the chat's questions, then what was written
 * and not sent, then the draft (null).
 */
export function recalledNext({ runs, unsent, recalled }: PanelState, older: boolean): string | null {
  // Each at the place where it was asked last.
  const texts = [...new Set([...runs.map(({ question }) => question), ...unsent].toReversed())];
  const at = recalled === null ? -1 : texts.indexOf(recalled);
  return texts[at + (older ? 1 : -1)] ?? (older ? recalled : null);
}

/** Keeps a text that leaves the box without being sent; it is the first that is recalled. */
export function keptUnsent(unsent: readonly string[], text: string): readonly string[] {
  return text.trim() === "" ? unsent : [...withoutText(unsent, text), text].slice(-MOST_UNSENT);
}

/** The texts without one that was sent. */
export function withoutText(unsent: readonly string[], text: string): readonly string[] {
  return unsent.filter((one) => one.trim() !== text.trim());
}
