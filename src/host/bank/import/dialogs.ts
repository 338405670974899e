import path from "node:path";
import { l10n, type QuickPickItem, QuickPickItemKind, type Uri, window, workspace } from "vscode";
import type { ImportFormat, ImportOptions } from "../../../import-rows/index.ts";
import type { ImportPreview, LikelyFormat } from "../../../bank-import/index.ts";
import { plainLine } from "../../../core/plain-line.ts";
import { plainMessage, showQuickPick } from "../../messages.ts";
import { plural } from "../../plural.ts";
import { showReport } from "../../reports.ts";
import { columnsText, exampleText, importQuestion, previewDocument } from "./preview-texts.ts";

/** File types that the bank can read; the last is compressed. */
const endings = ["jsonl", "ndjson", "json", "csv", "tsv", "txt", "gz"];

/** A source to choose at the beginning of an import. */
type Choice = QuickPickItem & { readonly choose: () => Promise<Uri | undefined> };

/** Ways to divide imported questions between the bank and testing. */
export type Split = NonNullable<ImportOptions["split"]> | "file";

/** Maximum number of listed unusable rows; the document has more. */
const LISTED_ROWS = 200;

/** The user's choice after seeing the preview. */
type Wish = "import" | "format" | "split" | "sample";

type Item = QuickPickItem & { readonly wish?: Wish | "details" };

/** Asks which file to import: the open one or any other. The user can look at a sample instead. */
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

/** Opens a sample file as a new unsaved document. */
export async function showSample(): Promise<void> {
  const { sampleFile } = await import("../../../bank-import/index.ts");
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

/** Returns the file in the active editor if it is saved and could be imported. */
function openFile(): Uri | null {
  const document = window.activeTextEditor?.document;
  if (document === undefined || document.isUntitled || document.isDirty) return null;
  const ending = path.posix.extname(document.uri.path).slice(1).toLowerCase();
  return endings.includes(ending) && document.uri.scheme !== "smcs-report" ? document.uri : null;
}

/**
 * Asks for a file's format.
 *
 * @param reason why the format is asked for; null when the user wants another one
 * @param likely every format, those with the most usable rows first
 */
export async function chooseFormat(
  reason: string | null,
  likely: readonly LikelyFormat[],
): Promise<ImportFormat | undefined> {
  const formats = likely.map(({ format, usable }) => ({
    label: format.name,
    detail: format.description,
    ...(usable > 0 && { description: l10n.t("can use {0} of the first rows", usable) }),
    format,
  }));
  const sample = { label: `$(new-file) ${l10n.t("Show a Sample File")}`, format: null };
  const choice = await showQuickPick<QuickPickItem & { readonly format: ImportFormat | null }>([...formats, sample], {
    title: l10n.t("Import into Question Bank: format of the file"),
    placeHolder: reason === null ? l10n.t("What kind of file is it?") : plainMessage(reason),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (choice?.format === null) await showSample();
  return choice?.format ?? undefined;
}

/** Asks which questions are for the bank and which for testing. */
export async function chooseSplit({ paperSplit }: ImportFormat): Promise<Split | undefined> {
  const details: Partial<Record<Split, string>> = {
    file: l10n.t("Test questions never help to choose models"),
    paper: l10n.t("Its bank and test parts; the rest is left out"),
  };
  const splits: Split[] = ["file", ...(paperSplit === undefined ? [] : (["paper"] as const)), "bank", "test"];
  const items = splits.map((split): QuickPickItem & { split: Split } => {
    const detail = details[split];
    return { label: splitText(split), ...(detail !== undefined && { detail }), split };
  });
  return (await showQuickPick(items, { title: l10n.t("Import into Question Bank: split"), ignoreFocusOut: true }))
    ?.split;
}

/** Returns a split in a few words. */
function splitText(split: Split): string {
  switch (split) {
    case "file":
      return l10n.t("As the file says");
    case "paper":
      return l10n.t("As in the paper");
    case "bank":
      return l10n.t("All into the bank");
    case "test":
      return l10n.t("All for testing");
  }
}

/**
 * Shows what an import would store, and asks what to do. The details open as a document behind the list, which stays
 * open until the user chooses.
 *
 * @returns undefined when the user cancels
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
