import { type Command, l10n } from "vscode";
import { messageOf, SettingsError, UnknownToDemoError } from "../../core/errors.ts";
import { NotAskedError } from "../chat-session.ts";
import { NobodyAnswersError } from "../model-source.ts";

/** Why there is no answer; null when the user knows. */
export function explainFailure(error: unknown): string | null {
  if (error instanceof UnknownToDemoError)
    return l10n.t("The demo does not know this question. It knows, for example: {0}", quoted(error.nearest));
  return error instanceof NotAskedError ? null : messageOf(error);
}

/** The commands that may help, by what has failed; null for models that did not answer. */
export function helpFor(error: unknown): Command[] {
  if (error instanceof UnknownToDemoError)
    return [
      { command: "smcs.addEndpoint", title: l10n.t("Add Endpoint") },
      { command: "smcs.importEndpoints", title: l10n.t("Import Endpoints") },
    ];
  if (error instanceof NobodyAnswersError)
    return [
      { command: "smcs.addEndpoint", title: l10n.t("Add Endpoint") },
      { command: "smcs.useDemoModels", title: l10n.t("Try Demo Models") },
    ];
  if (error instanceof SettingsError)
    return [{ command: "workbench.action.openSettings", title: l10n.t("Open Settings"), arguments: [error.key] }];
  if (error === null) return [{ command: "smcs.testEndpoints", title: l10n.t("Test Endpoints") }];
  return [{ command: "smcs.showLog", title: l10n.t("Show Log") }];
}

function quoted(questions: readonly string[]): string {
  return questions.map((question) => `“${question}”`).join(" ");
}
