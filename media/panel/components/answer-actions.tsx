import type { ComponentChildren, JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { replyOf } from "../record/candidates.ts";
import { strings } from "../strings.ts";
import { CopyButton } from "./copy-button.tsx";
import { TeachBank } from "./teach-bank.tsx";

interface AnswerActionsProps {
  readonly run: RunRecord;
  /** What is to be copied. */
  readonly text: string;
  readonly children: ComponentChildren;
}

/** What can be done with an answer. */
export function AnswerActions({ run, text, children }: AnswerActionsProps): JSX.Element {
  const reply = replyOf(run);
  return (
    <div class="actions">
      {text.trim() !== "" && <CopyButton text={text} label={strings.copyReply} />}
      {children}
      {reply !== null && <TeachBank run={run} candidate={reply} />}
    </div>
  );
}
