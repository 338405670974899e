import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { ChatStore } from "../../adapters/run-record/chats/chat-store.ts";
import type { RemovedChat } from "../../adapters/run-record/chats/chat-trash.ts";
import { ago, withoutIcons } from "./history-entries.ts";

type RemovedItem = QuickPickItem & { readonly removed?: RemovedChat };

/** Shows the chats in the trash: one can be taken back, or all removed for good. */
export async function showRemoved(store: ChatStore): Promise<void> {
  const chats = await store.removed();
  if (chats.length === 0) {
    void window.showInformationMessage("There are no deleted chats.");
    return;
  }
  const items = chats.map(({ removed, summary }): RemovedItem => ({
    label: withoutIcons(summary.title),
    description: `deleted ${ago(Date.now() - removed.removedAt)}`,
    removed,
  }));
  const all: RemovedItem = { label: "Remove All for Good…" };
  const separator: RemovedItem = { label: "", kind: QuickPickItemKind.Separator };
  const picked = await window.showQuickPick([...items, separator, all], {
    title: "SMCS: Deleted Chats",
    placeHolder: "Take a chat back; after a week it is gone for good",
  });
  if (picked === all) await emptyTrash(store);
  else if (picked?.removed !== undefined) await store.restore(picked.removed);
}

async function emptyTrash(store: ChatStore): Promise<void> {
  const confirm = "Remove for Good";
  const detail = "Their questions, replies and the records of their runs are removed from this machine.";
  const options = { modal: true, detail };
  if ((await window.showWarningMessage("Remove all deleted chats for good?", options, confirm)) !== confirm) return;
  const removed = await store.emptyTrash(0);
  void window.showInformationMessage(removed === 1 ? "1 chat is gone." : `${removed} chats are gone.`);
}
