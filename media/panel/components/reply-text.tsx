import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ReplyStatus } from "../../../src/core/record/index.ts";
import { BlockElements } from "../markdown/block.tsx";
import { directionOf } from "../markdown/direction.ts";
import { MarkdownReader } from "../markdown/reader.ts";
import { hasEnded } from "../record/candidates.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { memo } from "./memo.ts";
import { PlainText } from "./plain-text.tsx";

/** Shows a model's reply: its text, and the folded thinking below it, where changes do not move the text. */
export function ReplyText({ reply }: { readonly reply: ReplyLike }): JSX.Element {
  const { text, thinking, status, error } = reply;
  const ended = hasEnded(status);
  const shown = useCalmly(text, ended);
  return (
    <>
      {status === "aborted" && text.trim() !== "" && (
        <p class="reply-part" title={error ?? undefined}>
          {strings.stoppedPart}
        </p>
      )}
      {(status === "failed" || status === "truncated") && error !== null && (
        <p class={`reply-error reply-${status}`}>{error}</p>
      )}
      {shown.trim() !== "" ? (
        <Markdown text={shown} complete={ended} />
      ) : (
        ended && <p class="hint">{status === "aborted" ? strings.stoppedEmpty : strings.noText}</p>
      )}
      {thinking !== "" && (
        <Fold summary={strings.thinking} class="thinking">
          <Thinking text={thinking} ended={ended} />
        </Fold>
      )}
    </>
  );
}

function Thinking({ text, ended }: { readonly text: string; readonly ended: boolean }): JSX.Element {
  return <PlainText text={useCalmly(text, ended)} />;
}

interface ReplyLike {
  readonly text: string;
  readonly thinking: string;
  readonly status: ReplyStatus;
  readonly error: string | null;
}

/** Minimum interval between two updates, in milliseconds: a reader cannot follow faster changes. */
const REST_MS = 80;

/** Drawing takes at most one part in this many of the time. */
const SHARE = 20;

/**
 * Returns a growing text, updated a few times a second until it is complete, and less often if drawing takes long. The
 * latest text is also shown when no more text follows.
 */
function useCalmly(text: string, complete: boolean): string {
  const taken = useRef({ text: "", at: -Infinity, rest: REST_MS });
  const [, redraw] = useState(0);
  const now = performance.now();
  const fresh = complete || now - taken.current.at >= taken.current.rest;
  if (fresh) taken.current = { ...taken.current, text, at: now };
  useLayoutEffect(() => {
    if (fresh) taken.current.rest = Math.max(REST_MS, (performance.now() - now) * SHARE);
  });
  const behind = taken.current.text !== text;
  useEffect(() => {
    if (!behind) return undefined;
    const timer = setTimeout(() => {
      redraw((count) => count + 1);
    }, taken.current.rest);
    return () => {
      clearTimeout(timer);
    };
  }, [behind]);
  return taken.current.text;
}

interface MarkdownProps {
  readonly text: string;
  /** Whether no more text will follow. */
  readonly complete: boolean;
}

/** Shows a model's Markdown. Of a growing text, only the unfinished part is processed again. */
const Markdown = memo(({ text, complete }: MarkdownProps): JSX.Element => {
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
