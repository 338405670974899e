import type { RunRecord } from "../../src/core/record/index.ts";
import type { Saved } from "./vscode.ts";

/** Returns the last run that the page knew; null in an empty chat. */
export function lastKnown(runs: readonly RunRecord[]): string | null {
  return runs.at(-1)?.runId ?? null;
}

/**
 * Returns whether a saved draft was sent after it was saved. In a browser, VS Code writes saved states to its store
 * only every few seconds. A window that is reloaded before that gets a state from before the question was sent, perhaps
 * from the middle of typing it. The chat then has exactly one run more than the page knew, and that run's question
 * begins with the draft.
 */
export function sentMeanwhile(
  { draft, known }: Pick<Saved, "draft" | "known">,
  runs: readonly Pick<RunRecord, "runId" | "question">[],
): boolean {
  const at = runs.findIndex(({ runId }) => runId === known);
  if (known !== null && at === -1) return false;
  const [next, ...others] = runs.slice(at + 1);
  return draft.trim() !== "" && others.length === 0 && next?.question.startsWith(draft.trim()) === true;
}
