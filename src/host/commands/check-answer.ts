import { l10n, window } from "vscode";
import { type EventOf, standingReply } from "../../core/record/index.ts";
import type { CommandContext } from "../command-context.ts";
import { stoppable } from "../endpoints/stoppable.ts";
import { showInformationMessage } from "../messages.ts";
import { plural } from "../plural.ts";

/**
 * Runs the chat's last answer on the test that is selected in the editor, and shows the outcome. Resolves with the
 * outcomes; null when the user stopped it.
 *
 * @throws Error in a sentence when nothing is selected, or when the selection holds nothing that can be run
 */
export async function checkWithSelectedTest({ controller }: CommandContext): Promise<EventOf<"own-examples"> | null> {
  const editor = window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? "";
  if (text.trim() === "") throw new Error(l10n.t("Select a test in the editor first, or an assertion of it."));
  const run = await controller.lastAnswered();
  if (run === undefined) throw new Error(l10n.t("No question has been answered in this chat yet. Ask one first."));
  await controller.showRun(run.runId);
  const checked = await stoppable(l10n.t("Running the answer on the selected test"), (signal) =>
    controller.ownChecks.check(run.runId, text, signal),
  );
  if (checked === null) return null;
  const place = JSON.stringify(standingReply(run)?.place);
  const outcomes = checked.checks.find(({ of }) => JSON.stringify(of) === place)?.outcomes ?? [];
  const passed = outcomes.filter((one) => one.passed).length;
  const { left = 0 } = checked;
  const sentences = [
    l10n.t("The answer passes {0} of {1} selected checks.", passed, outcomes.length),
    ...(left === 0
      ? []
      : [
          plural(
            left,
            "{0} check needs more than the code of an answer and was not run.",
            "{0} checks need more than the code of an answer and were not run.",
          ),
        ]),
  ];
  void showInformationMessage(sentences.join(" "));
  return checked;
}
