import type { JSX } from "preact";
import { type AnswerUse, type RunRecord, standingReply } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Menu } from "./menu.tsx";

const markdownUses: readonly AnswerUse[] = ["copy", "open"];

/** What else can be done with the answer of a run that has ended. */
export function AnswerMenu({ run }: { readonly run: RunRecord }): JSX.Element {
  const { runId } = run;
  const items = markdownUses.map((use) => ({
    label: strings.answerAs[use],
    act: () => {
      post({ type: "answer-markdown", runId, use });
    },
  }));
  const teach = {
    label: strings.teachBank,
    act: () => {
      post({ type: "teach", runId });
    },
  };
  return <Menu label={strings.moreWithAnswer} items={canTeach(run) ? [...items, teach] : items} />;
}

/** Simulated models teach nothing about real ones. */
function canTeach(run: RunRecord): boolean {
  return !run.simulated && run.outcome === "done" && standingReply(run)?.reply.status === "finished";
}
