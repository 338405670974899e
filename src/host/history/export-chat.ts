import { homedir } from "node:os";
import path from "node:path";
import { l10n, Uri, window, workspace } from "vscode";
import type { ChatSummary } from "../../adapters/run-record/chats/chat-digest.ts";
import type { ChatStore } from "../../adapters/run-record/chats/chat-store.ts";
import type { EndpointKeys } from "../endpoint-keys.ts";
import { trySettings } from "../settings.ts";
import { chatJson } from "./export-json.ts";
import { chatMarkdown } from "./export-markdown.ts";
import { fileNameOf } from "./history-entries.ts";
import { shareable } from "./shareable.ts";

/**
 * Writes a chat to a file of the user's choice; its name decides between Markdown and JSON.
 *
 * @throws Error when the chat cannot be read, the file not be written, or it is not known what is secret
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
  // Not awaited: the chat is exported, whether or not anybody looks at it.
  void offerToOpen(target);
}

/** All keys, also those of endpoints that have changed since, and the header values of all endpoints. */
async function secretsOf(keys: EndpointKeys): Promise<string[]> {
  const { settings, problem } = trySettings();
  if (settings === null)
    throw new Error(l10n.t("The chat was not exported, since its secrets cannot be told: {0}", problem));
  return [...(await keys.values()), ...settings.endpoints.flatMap(({ headers = {} }) => Object.values(headers))];
}

async function offerToOpen(file: Uri): Promise<void> {
  const open = l10n.t("Open");
  const said = l10n.t(
    "The chat is exported, without your keys. Read it before you share it: questions and files are in it.",
  );
  if ((await window.showInformationMessage(said, open)) === open) await window.showTextDocument(file);
}
