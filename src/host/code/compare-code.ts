import { commands, l10n, languages, type Uri, workspace } from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import { candidateName } from "../candidate-name.ts";
import { showInformationMessage } from "../messages.ts";
import { languageOf } from "./code-block.ts";
import type { CodeDocuments } from "./code-documents.ts";
import { codePairs } from "./code-pairs.ts";

/** Opens the code of two candidates in the editor's diff, each block beside its counterpart. */
export async function compareCode(
  run: RunRecord,
  draws: readonly [number, number],
  documents: CodeDocuments,
): Promise<void> {
  const [left, right] = draws.map((draw) => run.candidates.find(({ subset }) => subset === draw));
  if (left === undefined || right === undefined) return;
  const names = [left, right].map((one) => candidateName(one)) as [string, string];
  const pairs = codePairs(left.text, right.text);
  const title = `SMCS: ${names.join(" ↔ ")}`;
  const add = (name: string, text: string | null, language: string): Promise<Uri> | null =>
    text === null ? null : opened(documents.add(name, text), language);
  const opening = pairs.map(async (pair): Promise<[Uri | null, Uri | null]> => {
    const language = await languageOf(pair.language);
    return [await add(names[0], pair.left, language), await add(names[1], pair.right, language)];
  });
  const [first, ...others] = await Promise.all(opening);
  if (first === undefined) {
    void showInformationMessage(l10n.t("There is no code in {0} and {1}.", ...names));
  } else if (others.length === 0 && first[0] !== null && first[1] !== null) {
    await commands.executeCommand("vscode.diff", first[0], first[1], title);
  } else {
    const resources = [first, ...others].map(([a, b]) => [b ?? a, a ?? undefined, b ?? undefined]);
    await commands.executeCommand("vscode.changes", title, resources);
  }
}

async function opened(uri: Uri, language: string): Promise<Uri> {
  await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), language);
  return uri;
}
