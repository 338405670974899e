import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";

/** Sentences on what the question bank has learned from runs, by run. */
export const LearnedTexts = createContext<ReadonlyMap<string, string>>(new Map());

/** Shows what the question bank has learned from a run: which models count as right, wrong and undecided. */
export function Learned({ runId }: { readonly runId: string }): JSX.Element | null {
  const text = useContext(LearnedTexts).get(runId);
  return text === undefined ? null : <p class="hint learned">{text}</p>;
}
