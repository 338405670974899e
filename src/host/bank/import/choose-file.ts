import path from "node:path";
import { l10n, type QuickPickItem, type Uri, window, workspace } from "vscode";
import { showQuickPick } from "../../messages.ts";

/** What the bank can read; the last is packed. */
const endings = ["jsonl", "ndjson", "json", "csv", "tsv", "txt", "gz"];

/** What is chosen at the beginning of an import. */
type Choice = QuickPickItem & { readonly choose: () => Promise<Uri | undefined> };

/** Asks which file is to be imported: the open one, or any other. A sample may be looked at instead. */
export async function chooseFile(): Promise<Uri | undefined> {
  const open = openFile();
  const items: Choice[] = [
    ...(open === null
      ? []
      : [
          {
            label: `$(file) ${path.posix.basename(open.path)}`,
            description: l10n.t("the open file"),
            choose: () => Promise.resolve(open),
          },
        ]),
    { label: `$(folder-opened) ${l10n.t("Choose a File...")}`, choose: browse },
    {
      label: `$(new-file) ${l10n.t("Show a Sample File")}`,
      detail: l10n.t("A new document that shows what a line may hold"),
      choose: async () => {
        await showSample();
        return undefined;
      },
    },
  ];
  const options = {
    title: l10n.t("Import into Question Bank"),
    placeHolder: l10n.t("Questions with answers, or outcomes of models: JSON lines, JSON or CSV"),
  };
  return (await showQuickPick(items, options))?.choose();
}

/** Opens a sample of what can be imported as a new document, which nothing has stored. */
export async function showSample(): Promise<void> {
  const { sampleFile } = await import("../../../bank-import/sample-file.ts");
  await window.showTextDocument(await workspace.openTextDocument({ content: sampleFile, language: "jsonl" }));
}

async function browse(): Promise<Uri | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t("Import into Question Bank"),
      openLabel: l10n.t("Import"),
      filters: { [l10n.t("Questions or outcomes")]: endings, [l10n.t("All files")]: ["*"] },
    })) ?? [];
  return file;
}

/** The file in the active editor, where it is one that could be imported and is saved. */
function openFile(): Uri | null {
  const document = window.activeTextEditor?.document;
  if (document === undefined || document.isUntitled || document.isDirty) return null;
  const ending = path.posix.extname(document.uri.path).slice(1).toLowerCase();
  return endings.includes(ending) && document.uri.scheme !== "smcs-report" ? document.uri : null;
}
