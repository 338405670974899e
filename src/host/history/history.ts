import { l10n, window } from "vscode";
import { ChatStore, type ChatSummary, type RemovedChat } from "../../chats/index.ts";
import { messageOf } from "../../core/errors.ts";
import type { EndpointKeys } from "../endpoint-keys.ts";
import { showErrorMessage, showInformationMessage } from "../messages.ts";
import { type HistoryChoice, pickChat } from "./pick-chat.ts";

/** The part of the window's chats that the history uses. */
interface HistoryHost {
  /** The chat that is shown; undefined while no question was asked in it. */
  readonly currentId: string | undefined;
  /** Leaves the shown chat, as `newChat` does, and shows another one; scrolls to a run if one is named. */
  open(id: string, runId?: string): Promise<void>;
  /** Begins an empty chat. Resolves when nothing more is written to the previous one. */
  newChat(): Promise<void>;
}

/** The parts of the extension that the history uses. */
interface HistoryContext {
  readonly controller: HistoryHost;
  readonly keys: EndpointKeys;
  readonly storageFolder: string;
}

/** Shows the chats to open, search, rename, export and delete, until the user opens one or leaves the list. */
export async function showHistory(context: HistoryContext): Promise<void> {
  const store = new ChatStore(context.storageFolder);
  // Chats that cannot be removed now are removed the next time.
  void store.emptyTrash().catch(() => undefined);
  for (let query = ""; ;) {
    const choice = await pickChat(store, context.controller.currentId, query);
    if (choice === undefined || !(await carriedOut(choice, store, context))) return;
    query = choice.query;
  }
}

/** @returns whether to show the list again */
async function carriedOut(choice: HistoryChoice, store: ChatStore, context: HistoryContext): Promise<boolean> {
  const { controller, keys } = context;
  switch (choice.action) {
    case "open":
      await controller.open(choice.entry.chat.id, choice.entry.runId ?? undefined);
      return false;
    case "export":
      await (await import("./export-chat.ts")).exportChat(store, keys, choice.entry.chat);
      return false;
    case "rename":
      await rename(store, choice.entry.chat);
      return true;
    case "remove":
      await remove(store, choice.entry.chat, controller);
      return true;
    case "show-removed":
      await (await import("./removed-chats.ts")).showRemoved(store);
      return true;
  }
}

async function rename(store: ChatStore, { id, title }: ChatSummary): Promise<void> {
  const given = await window.showInputBox({
    title: l10n.t("Rename Chat"),
    prompt: l10n.t("Leave empty to name it after its first question."),
    value: title,
  });
  if (given !== undefined && given !== title) await store.rename(id, given);
}

async function remove(store: ChatStore, { id, title }: ChatSummary, controller: HistoryHost): Promise<void> {
  if (id === controller.currentId) await controller.newChat();
  const removed = await store.remove(id);
  // Not awaited: the list continues, and the notification stays.
  void offerUndo(store, removed, title);
}

async function offerUndo(store: ChatStore, removed: RemovedChat, title: string): Promise<void> {
  const undo = l10n.t("Undo");
  const said = l10n.t('"{0}" is deleted. You can restore it within a week, from the deleted chats.', title);
  if ((await showInformationMessage(said, undo)) !== undo) return;
  try {
    await store.restore(removed);
  } catch (error) {
    void showErrorMessage(l10n.t("The chat could not be restored: {0}", messageOf(error)));
  }
}
