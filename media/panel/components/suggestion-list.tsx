import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { strings } from "../strings.ts";
import type { Suggestion } from "../suggestions.ts";

interface SuggestionListProps {
  /** The options are `<id>-<index>`. */
  readonly id: string;
  readonly lines: readonly Suggestion[];
  readonly active: number;
  readonly choose: (line: Suggestion) => void;
}

/** What can be chosen while a word is being typed; the question box keeps the focus. */
export function SuggestionList({ id, lines, active, choose }: SuggestionListProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <ul ref={list} role="listbox" tabIndex={0} id={id} class="suggestions" aria-label={strings.suggestions}>
      {lines.map((line, index) => (
        <li
          key={line.word}
          role="option"
          id={`${id}-${index}`}
          aria-selected={index === active}
          class="suggestion"
          onMouseDown={(event) => {
            event.preventDefault();
            choose(line);
          }}
        >
          <span class="suggestion-word">{line.word}</span>
          <span class="hint">{line.means}</span>
        </li>
      ))}
    </ul>
  );
}
