import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

interface FoldProps {
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
  readonly open?: boolean;
  readonly class?: string;
}

/**
 * Shows a section that can be folded. The contents of a folded section do not exist, so that long conversations stay
 * fast.
 */
export function Fold({ summary, children, open: openAtFirst = false, class: name = "" }: FoldProps): JSX.Element {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <details
      class={`fold ${name}`}
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary
        onClick={(event) => {
          // Not left to the browser: its toggle event may come after the next key, and Tab would skip the contents.
          event.preventDefault();
          setOpen(!open);
        }}
      >
        {summary}
      </summary>
      {open && <div class="fold-body">{children}</div>}
    </details>
  );
}
