import { commands, l10n, type Location, type QuickPickItem, type SymbolInformation, window, workspace } from "vscode";
import { shownItem } from "../messages.ts";
import { codeAround } from "../about/subject.ts";
import type { Attachment } from "./attachment.ts";
import { labelOf } from "./read-file.ts";

/** Delay after typing before the language servers are asked. */
const REST_MS = 150;
/** Maximum number of listed symbols. */
const MOST_SYMBOLS = 200;

interface SymbolItem extends QuickPickItem {
  /** Absent for the line that says that nothing was found. */
  readonly location?: Location;
}

/** Returns a function, class or other symbol of the workspace that the user searched; undefined when dismissed. */
export async function pickSymbol(): Promise<Attachment | undefined> {
  const location = await pickLocation();
  if (location === undefined) return undefined;
  const document = await workspace.openTextDocument(location.uri);
  return (await codeAround(document, location.range)).attachment;
}

function pickLocation(): Promise<Location | undefined> {
  const pick = window.createQuickPick<SymbolItem>();
  pick.title = l10n.t("Add Symbol");
  pick.placeholder = l10n.t("Name of a function, class or other symbol");
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = async (name: string): Promise<void> => {
    const turn = ++asked;
    pick.busy = true;
    const items = await symbolItems(name);
    if (turn !== asked) return;
    pick.items = items.length > 0 ? items.map(shownItem) : [nothingFound(name)];
    pick.busy = false;
  };
  return new Promise<Location | undefined>((resolve) => {
    pick.onDidChangeValue((name) => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(name), REST_MS);
    });
    pick.onDidAccept(() => {
      const location = pick.selectedItems[0]?.location;
      if (location === undefined) return;
      resolve(location);
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      asked++;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void look("");
  });
}

/** Returns the line for an empty list. */
function nothingFound(name: string): SymbolItem {
  return {
    label: name.trim() === "" ? l10n.t("Type a name") : l10n.t("No symbol of this name"),
    detail: l10n.t("No language extension found one. Open a file of its language first, or use #file."),
    alwaysShow: true,
  };
}

/** Returns the language servers' symbols for a name. A failing server counts as empty. */
async function symbolItems(name: string): Promise<SymbolItem[]> {
  const found = await Promise.resolve(
    commands.executeCommand<readonly SymbolInformation[] | undefined>("vscode.executeWorkspaceSymbolProvider", name),
  ).catch(() => undefined);
  return (found ?? []).slice(0, MOST_SYMBOLS).map(({ name: label, containerName, location }) => ({
    label,
    description: [containerName, labelOf(location.uri)].filter((word) => word !== "").join(" · "),
    location,
    // The language server has already filtered by its own rules.
    alwaysShow: true,
  }));
}
