import { l10n, type QuickPickItem, QuickPickItemKind } from "vscode";
import type { ChatStore, RemovedChat } from "../../chats/index.ts";
import { plural } from "../plural.ts";
import { showInformationMessage, showQuickPick, showWarningMessage, withoutIcons } from "../messages.ts";
import { ago } from "./history-entries.ts";

type RemovedItem = QuickPickItem & { readonly removed?: RemovedChat };

/** Shows the chats in the trash: the user can restore one or delete all permanently. */
export async function showRemoved(store: ChatStore): Promise<void> {
  const chats = await store.removed();
  if (chats.length === 0) {
    void showInformationMessage(l10n.t("There are no deleted chats."));
    return;
  }
  const items = chats.map(({ removed, summary }): RemovedItem => ({
    label: withoutIcons(summary.title),
    description: l10n.t("deleted {0}", ago(Date.now() - removed.removedAt)),
    removed,
  }));
  const all: RemovedItem = { label: l10n.t("Delete All Permanently…") };
  const separator: RemovedItem = { label: "", kind: QuickPickItemKind.Separator };
  const picked = await showQuickPick([...items, separator, all], {
    title: l10n.t("SMCS: Deleted Chats"),
    placeHolder: l10n.t("Restore a chat; after a week it is deleted for good"),
  });
  if (picked === all) await emptyTrash(store);
  else if (picked?.removed !== undefined) await store.restore(picked.removed);
}

async function emptyTrash(store: ChatStore): Promise<void> {
  const confirm = l10n.t("Delete Permanently");
  const detail = l10n.t("Their questions, answers and recorded runs are removed from this machine.");
  const options = { modal: true, detail };
  if ((await showWarningMessage(l10n.t("Delete all of these chats permanently?"), options, confirm)) !== confirm)
    return;
  const removed = await store.emptyTrash(0);
  void showInformationMessage(plural(removed, "{0} chat is deleted for good.", "{0} chats are deleted for good."));
}
