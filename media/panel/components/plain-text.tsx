import type { JSX } from "preact";
import { withMarks } from "../markdown/marks.tsx";
import { pieces } from "../markdown/pieces.ts";
import { memo } from "./memo.ts";

/** Shows a text without formatting, of any length. */
export function PlainText({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="plain-text">
      {pieces(text, true).map((piece) => (
        <PlainPiece key={piece.start} text={piece.text} />
      ))}
    </div>
  );
}

const PlainPiece = memo(({ text }: { readonly text: string }): JSX.Element => {
  // An empty line between two pieces needs a height.
  return <div class="plain-piece">{withMarks(text === "" ? "\n" : text)}</div>;
});
