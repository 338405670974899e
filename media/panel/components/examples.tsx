import type { JSX } from "preact";
import { strings } from "../strings.ts";

interface ExamplesProps {
  readonly questions: readonly string[];
  readonly ask: (text: string) => void;
}

/** Questions that a click asks. */
export function Examples({ questions, ask }: ExamplesProps): JSX.Element {
  return (
    <ul class="examples" aria-label={strings.examplesLabel}>
      {questions.map((question) => (
        <li key={question}>
          <button
            type="button"
            class="example"
            onClick={() => {
              ask(question);
            }}
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
