import { l10n } from "vscode";

/** How far a download is. */
export function downloadedText(loaded: number, total: number | null): string {
  const done = inMegabytes(loaded);
  return total === null ? l10n.t("{0} MB", done) : l10n.t("{0} of {1} MB", done, inMegabytes(total));
}

const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
