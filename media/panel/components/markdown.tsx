import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { BlockElements } from "../markdown/block.tsx";
import { directionOf } from "../markdown/direction.ts";
import { MarkdownReader } from "../markdown/reader.ts";
import { strings } from "../strings.ts";
import { memo } from "./memo.ts";
import { PlainText } from "./plain-text.tsx";

interface MarkdownProps {
  readonly text: string;
  /** Whether nothing will follow. */
  readonly complete: boolean;
}

/** A model's Markdown. Of a growing text only what is not finished is worked on again. */
export const Markdown = memo(({ text, complete }: MarkdownProps): JSX.Element => {
  const reader = useRef<MarkdownReader | null>(null);
  reader.current ??= new MarkdownReader();
  const { blocks, rest } = reader.current.read(text, complete);
  return (
    <>
      {(rest !== "" || blocks.some(({ tokens }) => tokens === null)) && <p class="hint">{strings.shownPlain}</p>}
      <div class="markdown" dir={directionOf(text)}>
        {blocks.map((block) => (
          <BlockElements key={block.start} block={block} />
        ))}
        {rest !== "" && <PlainText text={rest} />}
      </div>
    </>
  );
});
