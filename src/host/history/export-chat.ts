import { homedir } from "node:os";
import path from "node:path";
import { l10n, Uri, window, workspace } from "vscode";
import { ChatStore, type ChatSummary } from "../../chats/index.ts";
import type { CommandContext } from "../command-context.ts";
import type { EndpointKeys } from "../endpoint-keys.ts";
import { trySettings } from "../settings.ts";
import { showInformationMessage } from "../messages.ts";
import { chatJson, chatMarkdown } from "./exported-chat.ts";
import { fileNameOf } from "./history-entries.ts";
import { shareable } from "./shareable.ts";

/**
 * Writes a chat to a file of the user's choice; its name decides between Markdown and JSON.
 *
 * @throws Error when the chat cannot be read, the file cannot be written, or the secrets are unknown
 */
export async function exportChat(store: ChatStore, keys: EndpointKeys, chat: ChatSummary): Promise<void> {
  const target = await window.showSaveDialog({
    title: l10n.t("Export Chat"),
    saveLabel: l10n.t("Export"),
    defaultUri: Uri.file(path.join(homedir(), `${fileNameOf(chat.title)}.md`)),
    filters: { Markdown: ["md"], [l10n.t("JSON, with everything that was recorded")]: ["json"] },
  });
  if (target === undefined) return;
  const [{ runs }, secrets] = await Promise.all([store.open(chat.id), secretsOf(keys)]);
  const { title, createdAt, changedAt } = chat;
  const exported = shareable({ title, createdAt, changedAt, runs }, { secrets, home: homedir() });
  const text = target.path.toLowerCase().endsWith(".json") ? chatJson(exported) : chatMarkdown(exported);
  await workspace.fs.writeFile(target, Buffer.from(text));
  // Not awaited: the chat is exported, whether or not the user reacts.
  void offerToOpen(target);
}

/** Exports the answered part of the shown chat; reports a chat without a question. */
export async function exportCurrentChat({
  controller,
  keys,
  storageFolder,
}: Pick<CommandContext, "controller" | "keys" | "storageFolder">): Promise<void> {
  await controller.flush();
  const store = new ChatStore(storageFolder);
  const chat = (await store.list()).find(({ id }) => id === controller.currentId);
  if (chat === undefined) {
    void showInformationMessage(l10n.t("There is nothing to export: no question was asked in this chat."));
    return;
  }
  await exportChat(store, keys, chat);
}

/** Returns all keys, also those of endpoints that have changed since, and the header values of all endpoints. */
async function secretsOf(keys: EndpointKeys): Promise<string[]> {
  const { settings, problem } = trySettings();
  if (settings === null)
    throw new Error(
      l10n.t("The chat was not exported, because your keys could not be read and left out: {0}", problem),
    );
  return [...(await keys.values()), ...settings.endpoints.flatMap(({ headers = {} }) => Object.values(headers))];
}

async function offerToOpen(file: Uri): Promise<void> {
  const open = l10n.t("Open");
  const said = l10n.t(
    "The chat is exported, without your keys. Read it before you share it: questions and files are in it.",
  );
  if ((await showInformationMessage(said, open)) === open) await window.showTextDocument(file);
}
