import { commands, env, l10n, window } from "vscode";
import { plainName } from "../../core/plain-name.ts";
import { type Attachment, ContextError } from "./attachment.ts";

/**
 * Returns the terminal's selection. Extensions get it by the clipboard only, so this attachment's text is read at once;
 * the clipboard's text is restored.
 *
 * @throws ContextError when nothing is selected
 */
export async function terminalAttachment(): Promise<Attachment> {
  const text = await copiedFromTerminal();
  if (text.trim() === "")
    throw new ContextError(
      l10n.t("Nothing is selected in the terminal. Select some of its text first, then attach it."),
    );
  const name = window.activeTerminal?.name;
  const label = name === undefined ? l10n.t("Terminal") : l10n.t("Terminal {0}", plainName(name));
  return { id: `terminal ${text}`, kind: "terminal", label, read: () => Promise.resolve(text) };
}

async function copiedFromTerminal(): Promise<string> {
  const before = await env.clipboard.readText();
  try {
    // Emptied, so that its former text is not taken for a selection.
    await env.clipboard.writeText("");
    await commands.executeCommand("workbench.action.terminal.copySelection");
    return await env.clipboard.readText();
  } finally {
    await env.clipboard.writeText(before);
  }
}
