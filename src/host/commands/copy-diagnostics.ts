import { release } from "node:os";
import { env, extensions, l10n, UIKind, version, window, workspace } from "vscode";
import type { CommandContext } from "../command-context.ts";
import { reportOn } from "../diagnostics/gather-facts.ts";
import { trySettings } from "../settings.ts";
import { showInformationMessage } from "../messages.ts";

/** Copies a report on this installation for sharing: it contains nothing of the user's own. */
export async function copyDiagnostics(context: CommandContext): Promise<string> {
  const { source, keys, bank, storageFolder, logFolder } = context;
  const report = await reportOn(
    {
      versions: versions(),
      mode: source.status().mode,
      ...trySettings(),
      keyOf: (endpoint) => keys.get(endpoint),
      readBank: () => bank.read(),
      storageFolder,
      bankFolder: bankFolderOf(source),
      logFolder,
      workspaceFolders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    },
    new Date().toISOString(),
  );
  await env.clipboard.writeText(report);
  // Not awaited: the report is copied, whether or not the user reacts.
  void offerToShow(report);
  return report;
}

/** The report is for settings that cannot be used, too. */
function bankFolderOf(source: CommandContext["source"]): string {
  try {
    return source.bankFolders({ bankLocation: trySettings().settings?.bankLocation ?? "" }).bankFolder;
  } catch {
    return "";
  }
}

async function offerToShow(report: string): Promise<void> {
  const show = l10n.t("Show Report");
  const said = l10n.t(
    "The diagnostics report is copied, without keys, addresses, paths, questions and answers. Read it before you share it.",
  );
  if ((await showInformationMessage(said, show)) !== show) return;
  await window.showTextDocument(await workspace.openTextDocument({ content: report, language: "markdown" }));
}

/** Returns the kind of remote window; some editors give the server's address instead. */
function remote(): string {
  if (env.remoteName === undefined) return "";
  return /^[a-z][a-z-]*$/.test(env.remoteName) ? `, remote (${env.remoteName})` : ", remote";
}

function versions(): Record<string, string> {
  const { version: own } = (extensions.getExtension("smcs.smcs")?.packageJSON ?? {}) as { version?: string };
  const where = env.uiKind === UIKind.Web ? "in a browser" : "on the desktop";
  return {
    extension: own ?? "unknown",
    editor: `${env.appName} ${version} ${where}${remote()}`,
    system: `${process.platform} ${process.arch} ${release()}`,
    node: process.versions.node,
  };
}
