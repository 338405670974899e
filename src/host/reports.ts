import { type Disposable, l10n, Uri, window, workspace } from "vscode";

const SCHEME = "smcs-report";
const contents = new Map<string, string>();

/** Provides reports as read-only documents, so that closing one does not ask about saving. */
export function registerReports(): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) =>
      contents.get(uri.toString()) ?? l10n.t("This report is gone; run its command again."),
  });
}

/** Opens a report in the editor as Markdown. Every call creates a new document. */
export async function showReport(title: string, text: string): Promise<void> {
  const uri = Uri.from({ scheme: SCHEME, path: `/${title}.md`, query: String(contents.size) });
  contents.set(uri.toString(), text);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}
