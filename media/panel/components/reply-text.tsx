import type { JSX } from "preact";
import type { ReplyStatus } from "../../../src/protocol/index.ts";
import { hasEnded } from "../record/candidates.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { Markdown } from "./markdown.tsx";
import { PlainText } from "./plain-text.tsx";
import { useCalmly } from "./use-calmly.ts";

/** A model's reply: its text, and below it what it thought, folded away: what comes or goes there moves no text. */
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
