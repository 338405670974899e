import {
  l10n,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from "vscode";
import { baseUrlOf, isReadableOnTheWay } from "../../servers/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { type EditorEndpoint, type Endpoint, isEditorEndpoint, listedModels } from "../../core/endpoints/index.ts";
import type { EndpointEntry } from "../../core/settings/index.ts";
import { withoutIcons } from "../messages.ts";
import { plural } from "../plural.ts";

/** The chosen entry, and the action if it is already known. */
export type Chosen = { readonly entry: ShownEntry; readonly action: EndpointAction | null } | "add" | "back";

/** The actions on an endpoint. */
export type EndpointAction =
  | "toggle"
  | "rename"
  | "address"
  | "models"
  | "up"
  | "down"
  | "key"
  | "remove-key"
  | "test"
  | "edit"
  | "remove";

/** An entry of the settings, and whether a key is stored for its origin. */
export interface ShownEntry extends EndpointEntry {
  readonly hasKey: boolean;
}

/** A line of the list of endpoints; a line without an entry adds an endpoint. */
interface EntryItem extends QuickPickItem {
  readonly entry?: ShownEntry;
}

/** A line of the list of actions. */
interface ActionItem extends QuickPickItem {
  readonly action?: EndpointAction;
}

/** Maximum length of a name or an address in a list, in characters. */
const LINE = 200;

const disable = button("circle-slash", l10n.t("Disable"));
const enable = button("check", l10n.t("Enable"));
const remove = button("trash", l10n.t("Remove Endpoint"));

/** The action of each button of the list. */
const listButtons: ReadonlyMap<QuickInputButton, EndpointAction> = new Map([
  [disable, "toggle"],
  [enable, "toggle"],
  [remove, "remove"],
]);

/** Shows all endpoints. Returns null when the user cancelled. */
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
 * Shows the actions on an endpoint. Returns null when the user cancelled.
 *
 * @param last the previous action, which is offered first
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
  // The user may want to move the endpoint further.
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

/** Returns the list of endpoints in the settings' order, and one line to add another. */
function entryItems(entries: readonly ShownEntry[]): EntryItem[] {
  const add = { label: `$(add) ${l10n.t("Add Endpoint")}`, alwaysShow: true };
  if (entries.length === 0) return [add];
  return [...entries.map(entryItem), { label: "", kind: QuickPickItemKind.Separator }, add];
}

/** Returns the actions on an entry of the list. */
function actionItems({ endpoint, hasKey }: ShownEntry, index: number, count: number): ActionItem[] {
  const always: ActionItem[] = [
    item("edit", "json", l10n.t("Edit in Settings")),
    item("remove", "trash", l10n.t("Remove Endpoint"), l10n.t("with its key; it can be undone")),
  ];
  if (endpoint === null) return always;
  const isServer = !isEditorEndpoint(endpoint);
  const isOn = endpoint.enabled !== false;
  return [
    isOn
      ? item("toggle", "circle-slash", l10n.t("Disable"), l10n.t("its models take no part; everything else is kept"))
      : item("toggle", "check", l10n.t("Enable"), l10n.t("its models take part again")),
    item("rename", "edit", l10n.t("Rename"), l10n.t("keys and settings that name it follow")),
    ...(isServer ? [item("address", "link", l10n.t("Change Address"), baseUrlOf(endpoint))] : []),
    ...(isServer ? [item("models", "list-selection", l10n.t("Choose Models"), modelsText(endpoint))] : []),
    ...(isServer ? keyItems(hasKey) : []),
    ...(isServer && isOn ? [item("test", "plug", l10n.t("Test"))] : []),
    ...(index > 0 ? [item("up", "arrow-up", l10n.t("Move Up"))] : []),
    ...(index < count - 1 ? [item("down", "arrow-down", l10n.t("Move Down"))] : []),
    ...always,
  ];
}

function keyItems(hasKey: boolean): ActionItem[] {
  if (!hasKey) return [item("key", "key", l10n.t("Set API Key"))];
  return [
    item("key", "key", l10n.t("Replace API Key")),
    item("remove-key", "close", l10n.t("Remove API Key"), l10n.t("it is used without a key then")),
  ];
}

function entryItem(entry: ShownEntry): EntryItem {
  const { name, endpoint, problem, hasKey } = entry;
  const label = shown(name);
  if (endpoint === null)
    return { label: `$(warning) ${label}`, detail: shown(problem ?? ""), buttons: [remove], entry };
  const isOn = endpoint.enabled !== false;
  const facts = [
    ...(isOn ? [] : [l10n.t("disabled")]),
    modelsText(endpoint),
    ...(isEditorEndpoint(endpoint) ? [l10n.t("VS Code's own models")] : [baseUrlOf(endpoint)]),
    ...(hasKey ? [keyText(endpoint)] : []),
  ];
  return {
    label: `$(${isOn ? "server" : "circle-slash"}) ${label}`,
    description: shown(facts.join(" · ")),
    buttons: [isOn ? disable : enable, remove],
    entry,
  };
}

function keyText(endpoint: Endpoint | EditorEndpoint): string {
  const isReadable = !isEditorEndpoint(endpoint) && isReadableOnTheWay(baseUrlOf(endpoint));
  return isReadable ? l10n.t("key stored, sent without encryption") : l10n.t("key stored");
}

function modelsText(endpoint: Endpoint | EditorEndpoint): string {
  if (endpoint.models === "*") return l10n.t("all models");
  return plural(listedModels(endpoint).length, "{0} model", "{0} models");
}

function item(action: EndpointAction, icon: string, label: string, description = ""): ActionItem {
  return { action, label: `$(${icon}) ${label}`, ...(description === "" ? {} : { description }) };
}

function button(icon: string, tooltip: string): QuickInputButton {
  return { iconPath: new ThemeIcon(icon), tooltip };
}

/** Returns a name or an address of the settings as one line without icons. */
function shown(text: string): string {
  return withoutIcons(plainLine(text, LINE));
}
