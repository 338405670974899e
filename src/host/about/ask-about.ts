import { type Diagnostic, l10n, languages, type Uri, window, workspace } from "vscode";
import { plainLine } from "../../core/plain-line.ts";
import type { RunRecord } from "../../core/record/index.ts";
import type { ChatController } from "../chat-controller.ts";
import type { CodeTask } from "../../protocol/index.ts";
import { type Attachment, ContextError } from "../context/attachment.ts";
import { foundProblems } from "../context/problems-attachment.ts";
import { terminalAttachment } from "../context/terminal-attachment.ts";
import { isFault } from "./light-bulb.ts";
import { codeAround, subjectOf } from "./subject.ts";

/** Maximum length of a problem's message in its question, in characters. */
const MOST_REPEATED = 120;

/**
 * Asks about the code in the active editor at once, and answers in the panel.
 *
 * @returns the run's record; undefined when nothing was asked
 * @throws ContextError when there is no code to ask about
 */
export async function askAboutCode(controller: ChatController, task: CodeTask): Promise<RunRecord | undefined> {
  return controller.ask(questionOf(task), await codeFor(task));
}

/**
 * Returns the code in the active editor that a task is about. For a fix, the problems that the editor found in it are
 * attached too.
 *
 * @throws ContextError when there is no code to ask about
 */
export async function codeFor(task: CodeTask): Promise<Attachment[]> {
  const editor = window.activeTextEditor;
  if (editor === undefined) throw new ContextError(l10n.t("No text editor is open. Open the file first."));
  const { uri } = editor.document;
  const { attachment, range } = await subjectOf(editor);
  const found = task === "fix" ? languages.getDiagnostics(uri).filter(isFault) : [];
  const problems = found.filter((one) => one.range.intersection(range) !== undefined);
  return [attachment, ...(problems.length > 0 ? [foundProblems(uri, problems)] : [])];
}

/**
 * Asks how to fix problems at one place of a file; the code around them is attached.
 *
 * @returns the run's record; undefined when nothing was asked
 */
export async function askToFix(
  controller: ChatController,
  uri: Uri,
  problems: readonly Diagnostic[],
): Promise<RunRecord | undefined> {
  const [first, ...others] = problems;
  if (first === undefined) return undefined;
  const { attachment } = await codeAround(await workspace.openTextDocument(uri), first.range);
  const question =
    others.length === 0
      ? l10n.t("Fix this problem: {0}", plainLine(first.message, MOST_REPEATED))
      : l10n.t("Fix these problems");
  return controller.ask(question, [foundProblems(uri, problems), attachment]);
}

/** Asks what the terminal's selection means. @throws ContextError when nothing is selected */
export async function explainTerminal(controller: ChatController): Promise<RunRecord | undefined> {
  return controller.ask(l10n.t("Explain this terminal output"), [await terminalAttachment()]);
}

/** Returns the question of a task, as the chat shows it and the models read it. */
function questionOf(task: CodeTask): string {
  switch (task) {
    case "explain":
      return l10n.t("Explain this code");
    case "fix":
      return l10n.t("Fix this code");
    case "tests":
      return l10n.t("Write tests for this code");
    case "document":
      return l10n.t("Document this code");
    case "review":
      return l10n.t("Review this code");
    case "refactor":
      return l10n.t("Refactor this code");
  }
}
