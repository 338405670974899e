import { l10n, window } from "vscode";
import { baseUrlOf, originOf } from "../../chat/base-url.ts";
import { discoverServers, type FoundServer } from "../../probe/discover-servers.ts";
import { shownItem } from "../messages.ts";
import { trySettings } from "../settings.ts";
import { choiceFor, type ServerChoice, type ServerItem, serverItems } from "./server-choices.ts";

/**
 * Asks where the models are; an address can be typed at once. Meanwhile this machine is looked through for servers that
 * run already, which are then offered, too; none is added by itself.
 */
export async function pickServer(title: string): Promise<ServerChoice | undefined> {
  const picker = window.createQuickPick<ServerItem>();
  const stop = new AbortController();
  let found: readonly FoundServer[] = [];
  picker.title = title;
  picker.placeholder = l10n.t("Where are the models? Choose, or type an address");
  picker.ignoreFocusOut = true;
  picker.items = serverItems([], "");
  picker.busy = true;
  const show = (): void => {
    picker.items = serverItems(found, picker.value).map(shownItem);
  };
  void discoverServers(stop.signal).then((servers) => {
    if (stop.signal.aborted) return;
    found = servers.filter(isNew);
    picker.keepScrollPosition = true;
    if (found.length > 0) show();
    picker.busy = false;
  });
  try {
    return await new Promise((resolve) => {
      picker.onDidChangeValue(show);
      picker.onDidAccept(() => {
        const choice = choiceFor(picker.value, picker.selectedItems[0]);
        if (choice !== undefined) resolve(choice);
      });
      picker.onDidHide(() => {
        resolve(undefined);
      });
      picker.show();
    });
  } finally {
    stop.abort();
    picker.dispose();
  }
}

/** Whether no endpoint of the settings is that server. */
function isNew({ baseUrl, port }: FoundServer): boolean {
  const names = [originOf(baseUrl), `http://localhost:${port}`];
  const known = trySettings().settings?.endpoints ?? [];
  return !known.some((endpoint) => names.includes(originOf(baseUrlOf(endpoint))));
}
