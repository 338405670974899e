import type { JSX } from "preact";

/** Number of characters that are always visible. */
const BEGINNING = 140;

/** Shows a foreign text in a line or two; a longer text can be opened. */
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
