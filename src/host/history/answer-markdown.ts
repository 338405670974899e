import { env, l10n, window } from "vscode";
import { seconds, usd } from "../../core/amounts.ts";
import { type RunRecord, standingReply } from "../../core/record/index.ts";
import type { AnswerUse } from "../../protocol/index.ts";
import { areAnswers } from "../../core/system-names.ts";
import { containedMarkdown, lastMarkdown, line } from "./contained-markdown.ts";

/** Maximum length of a question in the heading, in characters; longer ones and those of several lines follow below. */
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
 * Returns the answer of a run as a document: the question, the models and cost, and the answer last, since unclosed
 * Markdown in it would affect text behind it. Returns null when there is no answer.
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
    originOf(run),
    lastMarkdown(reply),
  ].join("\n\n")}\n`;
}

/** Returns a line with the models and the cost. */
function originOf(run: RunRecord): string {
  const { simulated, totals } = run;
  const reply = standingReply(run)?.reply;
  const { costUsd, durationMs } = totals;
  const isMerged = reply !== undefined && "references" in reply && !areAnswers(run);
  const model = reply?.model ?? "?";
  const who = isMerged
    ? l10n.t("Answered by {0}; merged by {1}", reply.references.join(", "), model)
    : l10n.t("Answered by {0}", model);
  return [
    line(who),
    ...(simulated ? [l10n.t("simulated models")] : []),
    costUsd === null ? l10n.t("cost unknown") : costUsd === 0 ? l10n.t("free") : usd(costUsd),
    ...(durationMs === null ? [] : [seconds(durationMs)]),
  ].join(" · ");
}
