import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { strings } from "../../strings.ts";

interface FewFirstProps<Item> {
  readonly items: readonly Item[];
  /** How many are shown until the reader wants all. */
  readonly few: number;
  readonly list: (items: readonly Item[]) => JSX.Element;
}

/** A list that may be long: its beginning, and the rest on demand. */
export function FewFirst<Item>({ items, few, list }: FewFirstProps<Item>): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <>
      {list(all ? items : items.slice(0, few))}
      {items.length > few && (
        <button
          type="button"
          class="quiet-button all-or-few"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? strings.showFewer : strings.showAll(items.length)}
        </button>
      )}
    </>
  );
}
