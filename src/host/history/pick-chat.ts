import {
  l10n,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from "vscode";
import type { ChatStore } from "../../chats/index.ts";
import { type HistoryEntry, historyGroups, hitEntry } from "./history-entries.ts";

/** The actions on a chat of the list. */
type ChatAction = "open" | "rename" | "export" | "remove";

/** The chosen action, and the search field's text. */
export type HistoryChoice =
  | { readonly action: ChatAction; readonly entry: HistoryEntry; readonly query: string }
  | { readonly action: "show-removed"; readonly query: string };

/** Delay after typing before the search begins, in milliseconds. */
const PAUSE_MS = 150;
const MOST_HITS = 100;
const PLACEHOLDER = l10n.t("Open a chat, or type to search questions and answers");

const button = (icon: string, tooltip: string): QuickInputButton => ({ iconPath: new ThemeIcon(icon), tooltip });
const itemButtons = new Map<QuickInputButton, ChatAction>([
  [button("edit", l10n.t("Rename")), "rename"],
  [button("export", l10n.t("Export")), "export"],
  [button("trash", l10n.t("Delete")), "remove"],
]);
const removedButton = button("discard", l10n.t("Deleted Chats"));

type ChatItem = QuickPickItem & { readonly entry?: HistoryEntry };

/**
 * Shows the chats, and searches in them while the user types. Resolves with the chosen action; undefined for none.
 *
 * @param query the initial search
 */
export async function pickChat(
  store: ChatStore,
  current: string | undefined,
  query: string,
): Promise<HistoryChoice | undefined> {
  const picker = window.createQuickPick<ChatItem>();
  const shown = new ShownChats(picker, store, current);
  picker.title = l10n.t("SMCS: History");
  picker.placeholder = PLACEHOLDER;
  picker.buttons = [removedButton];
  picker.value = query;
  try {
    return await new Promise((resolve, reject) => {
      const show = (value: string, pauseMs: number): void => {
        shown.show(value, pauseMs).catch(reject);
      };
      const choose = (action: ChatAction, item: ChatItem | undefined): void => {
        if (item?.entry !== undefined) resolve({ action, entry: item.entry, query: picker.value });
      };
      picker.onDidChangeValue((value) => {
        show(value, PAUSE_MS);
      });
      picker.onDidAccept(() => {
        choose("open", picker.selectedItems[0]);
      });
      picker.onDidTriggerItemButton((event) => {
        choose(itemButtons.get(event.button) ?? "open", event.item);
      });
      picker.onDidTriggerButton(() => {
        resolve({ action: "show-removed", query: picker.value });
      });
      picker.onDidHide(() => {
        resolve(undefined);
      });
      picker.show();
      show(query, 0);
    });
  } finally {
    shown.stop();
    picker.dispose();
  }
}

/** Fills the list, for the newest query only. */
class ShownChats {
  private readonly picker: QuickPick<ChatItem>;
  private readonly store: ChatStore;
  private readonly current: string | undefined;
  private search = new AbortController();

  constructor(picker: QuickPick<ChatItem>, store: ChatStore, current: string | undefined) {
    this.picker = picker;
    this.store = store;
    this.current = current;
  }

  /**
   * After a pause, shows the chats that a query finds, or all chats for an empty query. A later call ends an earlier
   * one.
   */
  async show(query: string, pauseMs: number): Promise<void> {
    this.stop();
    const { signal } = (this.search = new AbortController());
    const isNewest = (): boolean => !signal.aborted;
    this.picker.busy = true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    try {
      signal.throwIfAborted();
      const items = query.trim() === "" ? await this.allItems(signal) : await this.foundItems(query, signal);
      if (isNewest()) this.picker.items = items;
    } catch (error) {
      if (isNewest()) throw error;
    } finally {
      // A later search shows its own progress.
      if (isNewest()) this.picker.busy = false;
    }
  }

  stop(): void {
    this.search.abort();
  }

  private async allItems(signal: AbortSignal): Promise<ChatItem[]> {
    const onProgress = (share: number): void => {
      this.picker.placeholder = share < 1 ? l10n.t("Reading the chats: {0}%", Math.floor(share * 100)) : PLACEHOLDER;
    };
    const groups = historyGroups(await this.store.list({ signal, onProgress }), new Date(), this.current);
    const items = groups.flatMap(({ name, entries }): ChatItem[] => [
      { label: name, kind: QuickPickItemKind.Separator },
      ...entries.map(itemOf),
    ]);
    return items.length > 0 ? items : [{ label: l10n.t("There is no chat yet"), alwaysShow: true }];
  }

  private async foundItems(query: string, signal: AbortSignal): Promise<ChatItem[]> {
    const items: ChatItem[] = [];
    for await (const hit of this.store.search(query, { signal, limit: MOST_HITS })) {
      items.push(itemOf(hitEntry(hit, new Date(), this.current)));
    }
    return items.length > 0
      ? items
      : [{ label: l10n.t("No chat holds all these words in one message"), alwaysShow: true }];
  }
}

/** Returns an item that is always shown, because the match is in the texts, which the list does not know. */
function itemOf(entry: HistoryEntry): ChatItem {
  const { label, description, detail } = entry;
  return { label, description, detail, entry, alwaysShow: true, buttons: [...itemButtons.keys()] };
}
