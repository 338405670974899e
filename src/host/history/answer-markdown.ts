import { env, l10n, window } from "vscode";
import type { RunRecord } from "../../core/run-record.ts";
import { standingReply } from "../../core/standing-reply.ts";
import type { AnswerUse } from "../../protocol/messages.ts";
import { summaryOf } from "../native/summary.ts";
import { containedMarkdown, lastMarkdown, line } from "./contained-markdown.ts";

/** Longer questions, in characters, and those of several lines stand below the heading. */
const LONGEST_HEADING = 120;

/** Copies the answer of a run with its question, or opens it in an editor that is not saved yet. */
export async function useAnswerMarkdown(run: RunRecord, use: AnswerUse): Promise<void> {
  const text = answerMarkdown(run);
  if (text === null) throw new Error(l10n.t("This question has no answer yet."));
  if (use === "open") return (await import("../code/new-file.ts")).openUntitled({ code: text, info: "markdown" });
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("The answer is copied with its question."), SHOWN_MS);
}

const SHOWN_MS = 3000;

/**
 * Returns the answer of a run as a document: its question, who answered at what cost, and the answer last, since nothing
 * can come behind whatever it leaves open. Null where there is no answer.
 */
export function answerMarkdown(run: RunRecord): string | null {
  const reply = standingReply(run)?.reply.text ?? "";
  if (reply.trim() === "") return null;
  const { text } = run.asked;
  const question = text.trim();
  const isHeading = question.length <= LONGEST_HEADING && !question.includes("\n");
  return `${[
    `# ${isHeading ? line(question) : l10n.t("Question")}`,
    ...(isHeading ? [] : [containedMarkdown(text)]),
    line(run.simulated ? l10n.t("{0}, simulated models", summaryOf(run)) : summaryOf(run)),
    lastMarkdown(reply),
  ].join("\n\n")}\n`;
}
