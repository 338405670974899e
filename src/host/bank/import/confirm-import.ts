import { l10n, type QuickPickItem, QuickPickItemKind } from "vscode";
import type { ImportPreview } from "../../../bank-import/preview.ts";
import { plainLine } from "../../../core/question-bank/plain-line.ts";
import { plural } from "../../plural.ts";
import { showReport } from "../../reports.ts";
import { showQuickPick } from "../../messages.ts";
import { type Split, splitText } from "./choose-reading.ts";
import { columnsText, exampleText, importQuestion, previewDocument } from "./preview-texts.ts";

/** Rows that are listed when they cannot be used; the document has more. */
const LISTED_ROWS = 200;

/** What the user wants after seeing what was understood. */
export type Wish = "import" | "format" | "split" | "sample";

type Item = QuickPickItem & { readonly wish?: Wish | "details" };

/**
 * Shows what an import would store, and asks what is to be done. The details open as a document behind the list, which
 * stays until something is chosen.
 *
 * @returns undefined when the user wants nothing of it
 */
export async function confirmImport(preview: ImportPreview, split: Split): Promise<Wish | undefined> {
  const items = itemsOf(preview, split);
  const title = l10n.t("Import of {0}", preview.fileName);
  for (;;) {
    const choice = await showQuickPick(items, {
      title,
      placeHolder: importQuestion(preview),
      ignoreFocusOut: true,
      matchOnDetail: true,
    });
    if (choice?.wish !== "details") return choice?.wish;
    await showReport(title, previewDocument(preview));
  }
}

function itemsOf(preview: ImportPreview, split: Split): Item[] {
  const { format, usable, failed, bad, broken, columns } = preview;
  const [fields, example] = [columnsText(columns), exampleText(preview)];
  const more = failed - Math.min(bad.length, LISTED_ROWS);
  const heading = (label: string): Item => ({ label, kind: QuickPickItemKind.Separator });
  return [
    ...(usable === 0 || broken !== null
      ? []
      : [{ label: `$(check) ${plural(usable, "Import {0} Row", "Import {0} Rows")}`, wish: "import" } as const]),
    { label: `$(list-flat) ${l10n.t("Show Details")}`, wish: "details" },
    heading(l10n.t("How it is read")),
    {
      label: `$(file-code) ${l10n.t("Format: {0}", format.name)}`,
      detail: fields ?? format.description,
      wish: "format",
    },
    ...(example === null ? [] : [{ label: `$(eye) ${l10n.t("Example")}`, detail: example, wish: "details" } as const]),
    { label: `$(split-horizontal) ${l10n.t("Split: {0}", splitText(split))}`, wish: "split" },
    ...(bad.length === 0 ? [] : [heading(l10n.t("Not usable"))]),
    ...bad.slice(0, LISTED_ROWS).map(({ at, reason }): Item => ({
      label: l10n.t("line {0}", at),
      detail: plainLine(reason, 300),
      wish: "details",
    })),
    ...(more > 0 ? [{ label: l10n.t("and {0} more", more.toLocaleString("en")), wish: "details" } as const] : []),
    heading(""),
    { label: `$(new-file) ${l10n.t("Show a Sample File")}`, wish: "sample" },
  ];
}
