import { l10n, type QuickPickItem } from "vscode";
import type { ImportFormat, ImportOptions } from "../../../bank-import/import-format.ts";
import type { LikelyFormat } from "../../../bank-import/recognise.ts";
import { plainMessage, showQuickPick } from "../../messages.ts";
import { showSample } from "./choose-file.ts";

/**
 * Asks for a file's format.
 *
 * @param reason why it has to be asked; null when the user wants another one
 * @param likely every format, those that can use most of the file first
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

/** Ways to divide what is imported between the bank and testing. */
export type Split = NonNullable<ImportOptions["split"]> | "file";

/** A split in a few words. */
export function splitText(split: Split): string {
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
