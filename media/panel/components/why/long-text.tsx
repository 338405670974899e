import type { JSX } from "preact";

/** Characters that stay in view. */
const BEGINNING = 140;

/** A text of others in a line or two; a longer one opens. */
export function LongText({ text }: { readonly text: string }): JSX.Element {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= BEGINNING) return <span dir="auto">{line}</span>;
  return (
    <details class="long-text">
      <summary dir="auto">{line.slice(0, BEGINNING)}…</summary>
      <p dir="auto">{text}</p>
    </details>
  );
}
