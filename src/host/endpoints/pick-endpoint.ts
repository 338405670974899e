import { l10n, QuickInputButtons, window } from "vscode";
import {
  actionItems,
  type ActionItem,
  type EndpointAction,
  type EntryItem,
  entryItems,
  listButtons,
  type ShownEntry,
} from "./endpoint-items.ts";

/** What was chosen: an entry, and what is to be done with it if that is said already. */
export type Chosen = { readonly entry: ShownEntry; readonly action: EndpointAction | null } | "add" | "back";

/** Shows all endpoints; null when the user gave up. */
export function pickEntry(title: string, entries: readonly ShownEntry[]): Promise<Chosen | null> {
  const items = entryItems(entries);
  const picker = window.createQuickPick<EntryItem>();
  picker.title = title;
  picker.placeholder =
    entries.length === 0
      ? l10n.t("No endpoint is configured yet.")
      : l10n.t("Which endpoint would you like to change?");
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.items = items;
  const accepted = (): Chosen | null => {
    const [item] = picker.selectedItems;
    return item === undefined ? null : item.entry === undefined ? "add" : { entry: item.entry, action: null };
  };
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(accepted());
      picker.dispose();
    });
    picker.onDidTriggerItemButton(({ item: { entry }, button }) => {
      if (entry === undefined) return;
      resolve({ entry, action: listButtons.get(button) ?? null });
      picker.dispose();
    });
    picker.onDidHide(() => {
      resolve(null);
      picker.dispose();
    });
    picker.show();
  });
}

/**
 * Shows what can be done with an endpoint; null when the user gave up.
 *
 * @param last what was done before, which is offered first
 */
export function pickAction(
  title: string,
  entries: readonly ShownEntry[],
  entry: ShownEntry,
  last: EndpointAction | null,
): Promise<Chosen | null> {
  const items = actionItems(entry, entries.indexOf(entry), entries.length);
  const picker = window.createQuickPick<ActionItem>();
  picker.title = `${title}: ${entry.name}`;
  picker.placeholder = entry.problem ?? l10n.t("What do you want to do with it?");
  picker.buttons = [QuickInputButtons.Back];
  picker.ignoreFocusOut = true;
  picker.items = items;
  // Who moves it up once may want to move it further.
  const again = items.filter(({ action }) => action !== undefined && action === last);
  if (again.length > 0) picker.activeItems = again;
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const action = picker.selectedItems[0]?.action;
      resolve(action === undefined ? null : { entry, action });
      picker.dispose();
    });
    picker.onDidTriggerButton(() => {
      resolve("back");
      picker.dispose();
    });
    picker.onDidHide(() => {
      resolve(null);
      picker.dispose();
    });
    picker.show();
  });
}
