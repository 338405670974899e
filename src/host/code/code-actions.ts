import { Disposable, l10n, type Uri } from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import type { CodeAction } from "../../protocol/index.ts";
import { showWarningMessage } from "../messages.ts";
import type { CodeBlock } from "./code-block.ts";
import { CodeDocuments } from "./code-documents.ts";
import { LastEditor, type ShownEditor } from "./last-editor.ts";
import { Proposals } from "./proposals.ts";

/** Handles the code of replies. The code is text to be shown and put into files; nothing here runs it. */
export class CodeActions implements Disposable {
  private readonly editor = new LastEditor();
  private readonly candidates = new CodeDocuments("smcs-candidate");
  readonly proposals = new Proposals();

  /** Does what the user clicked. Offers a new file when no editor is open for the code. */
  async run(action: CodeAction, block: CodeBlock): Promise<void> {
    const shown = action === "new-file" ? null : await this.editor.show();
    if (shown !== null) return this.runIn(shown, action, block);
    if (action === "new-file" || (await prefersNewFile(action))) await this.newFile(block);
  }

  /** Opens the code of two candidates of a run, by their draws, in a diff editor. */
  async compare(run: RunRecord, draws: readonly [number, number]): Promise<void> {
    await (await import("./compare-code.ts")).compareCode(run, draws, this.candidates);
  }

  dispose(): void {
    Disposable.from(this.editor, this.candidates, this.proposals).dispose();
  }

  /**
   * Runs an action in an editor. Text of a file is replaced, and a hidden file is changed, only after the user has seen
   * a diff.
   */
  private async runIn({ editor, wasHidden }: ShownEditor, action: CodeAction, block: CodeBlock): Promise<void> {
    if (action === "apply") {
      await (await import("./apply-code.ts")).applyCode(block, editor, this.proposals);
      return;
    }
    const { insertCode, proposeInsertion } = await import("./insert-code.ts");
    if (wasHidden || editor.selections.some((one) => !one.isEmpty))
      await proposeInsertion(block, editor, this.proposals);
    else await insertCode(block, editor);
  }

  private async newFile(block: CodeBlock): Promise<void> {
    const [{ newFile }, { applyToFile }] = await Promise.all([import("./new-file.ts"), import("./apply-code.ts")]);
    await newFile(block, (code, file: Uri) => applyToFile(code, file, this.proposals));
  }
}

async function prefersNewFile(action: "insert" | "apply"): Promise<boolean> {
  const newFile = l10n.t("New File");
  const message =
    action === "insert"
      ? l10n.t("There is no open file to insert the code into. Open one, or make a new one.")
      : l10n.t("There is no open file to apply the code to. Open one, or make a new one.");
  return (await showWarningMessage(message, newFile)) === newFile;
}
