import { EndOfLine, l10n, type TextDocument, type TextEditor, type Uri, window, workspace } from "vscode";
import { showInformationMessage } from "../messages.ts";
import type { CodeBlock } from "./code-block.ts";
import { fenceInfo, relativePath } from "./fence-info.ts";
import { fitted } from "./fitted.ts";
import { indentStyleOf, textRangeOf } from "./in-editor.ts";
import type { Proposals } from "./proposals.ts";
import { symbolsOf } from "./symbols.ts";
import { type Target, targetOf } from "./target.ts";

/** Proposes a change of the file in an editor: the code replaces the part that `targetOf` finds. */
export async function applyCode(block: CodeBlock, editor: TextEditor, proposals: Proposals): Promise<void> {
  const { document } = editor;
  const symbols = editor.selection.isEmpty ? await symbolsOf(document) : [];
  const target = targetOf(block.code, {
    text: document.getText(),
    selection: textRangeOf(document, editor.selection),
    symbols,
    isNamed: isNamed(block, document.uri),
  });
  await propose(block, editor, target, proposals);
}

/** Proposes the code as the new text of a whole file. */
export async function applyToFile(block: CodeBlock, file: Uri, proposals: Proposals): Promise<void> {
  const document = await workspace.openTextDocument(file);
  const target: Target = { kind: "file", name: null, range: { start: 0, end: document.getText().length } };
  const editor = await window.showTextDocument(document, { preview: false });
  await propose(block, editor, target, proposals);
}

async function propose({ code }: CodeBlock, editor: TextEditor, target: Target, proposals: Proposals): Promise<void> {
  const { document } = editor;
  const lines = fitted(code, document.getText(), target.range, indentStyleOf(editor));
  await proposeLines(lines, document, target, proposals);
}

/** Proposes lines, which end with \n, as the replacement of a part of a document. */
export async function proposeLines(
  lines: string,
  document: TextDocument,
  target: Target,
  proposals: Proposals,
): Promise<void> {
  const text = document.getText();
  const { range } = target;
  const replacement = document.eol === EndOfLine.CRLF ? lines.replaceAll("\n", "\r\n") : lines;
  const name = workspace.asRelativePath(document.uri);
  if (text.slice(range.start, range.end) === replacement) {
    void showInformationMessage(l10n.t("{0} already has this code.", name));
    return;
  }
  await proposals.propose({ document, range, replacement, what: inWords(target, name) });
}

function inWords({ kind, name }: Target, file: string): string {
  switch (kind) {
    case "selection":
      return l10n.t("replace the selection in {0}", file);
    case "symbol":
      return l10n.t("replace {0} in {1}", name ?? "", file);
    case "file":
      return l10n.t("replace all of {0}", file);
    case "cursor":
      return l10n.t("insert at the cursor in {0}", file);
  }
}

function isNamed({ info }: CodeBlock, file: Uri): boolean {
  const names = relativePath(fenceInfo(info).path ?? "");
  const place = `/${workspace.asRelativePath(file, false).replaceAll("\\", "/")}`;
  return names !== null && place.endsWith(`/${names.join("/")}`);
}
