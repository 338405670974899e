import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { strings } from "../strings.ts";
import { type SuggestedAction, suggestedAt, type Suggestion, typedOut, writtenAs } from "../suggestions.ts";

/** The connection between the question box and the list of suggestions. */
interface Suggesting {
  readonly suggested: { readonly from: number; readonly lines: readonly Suggestion[] } | null;
  /** Index of the line that Enter would choose. */
  readonly active: number;
  readonly choose: (line: Suggestion) => void;
  readonly onInput: (box: HTMLTextAreaElement) => void;
  /** Returns whether the list handled the key. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** Called when the cursor may have moved. */
  readonly look: () => void;
  readonly close: () => void;
}

/**
 * Returns the suggestions while the user types a question. The focus stays in the box; the arrow keys move in the list.
 */
export function useSuggestions(
  box: RefObject<HTMLTextAreaElement | null>,
  edit: (text: string) => void,
  act: (action: SuggestedAction) => void,
): Suggesting {
  const [suggested, setSuggested] = useState<Suggesting["suggested"]>(null);
  const [active, setActive] = useState(0);
  const open = (next: Suggesting["suggested"]): void => {
    setSuggested(next);
    const isSame = next?.lines.length === suggested?.lines.length && next?.from === suggested?.from;
    if (!isSame) setActive(0);
  };
  const close = (): void => {
    open(null);
  };
  const take = (from: number, line: Suggestion, to?: number): void => {
    const element = box.current;
    if (element === null) return;
    edit(writtenAs(line, element.value, from, to ?? element.selectionStart));
    close();
    act(line.action);
  };
  const look = (): void => {
    const element = box.current;
    const isCursor = element !== null && element.selectionStart === element.selectionEnd;
    if (suggested !== null) open(isCursor ? suggestedAt(element.value, element.selectionStart) : null);
  };
  const onInput = (element: HTMLTextAreaElement): void => {
    const { value, selectionStart } = element;
    const typed = typedOut(value, selectionStart);
    if (typed !== null) {
      take(typed.from, typed.line, typed.to);
      return;
    }
    edit(value);
    open(suggestedAt(value, selectionStart));
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (suggested === null || event.shiftKey) return false;
    const { from, lines } = suggested;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: lines.length - 1 };
    const move = moves[event.key];
    const line = lines[active];
    if (move !== undefined) setActive((active + move) % lines.length);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && line !== undefined) take(from, line);
    else return false;
    event.preventDefault();
    return true;
  };
  const choose = (line: Suggestion): void => {
    if (suggested !== null) take(suggested.from, line);
    box.current?.focus();
  };
  return { suggested, active, choose, onInput, onKey, look, close };
}

interface SuggestionListProps {
  /** The id of the list. The ids of the options are `<id>-<index>`. */
  readonly id: string;
  readonly lines: readonly Suggestion[];
  readonly active: number;
  readonly choose: (line: Suggestion) => void;
}

/** Shows the suggestions for the word being typed. The question box keeps the focus. */
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
