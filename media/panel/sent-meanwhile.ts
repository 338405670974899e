import type { RunRecord } from "../../src/protocol/index.ts";
import type { Saved } from "./vscode.ts";

/** The last run that the page knew of; null in an empty chat. */
export function lastKnown(runs: readonly RunRecord[]): string | null {
  return runs.at(-1)?.runId ?? null;
}

/**
 * Whether a saved draft was sent after it had been saved. In a browser VS Code writes what is saved to its store only
 * every few seconds: a window that is loaded again before gets the state from before the question was sent, perhaps from
 * the middle of its being typed. Then the chat has exactly one run more than the page knew, which begins with the draft.
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
