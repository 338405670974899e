import { l10n, window } from "vscode";
import { baseUrlOf, originOf } from "../../adapters/chat/base-url.ts";
import { discoverServers, type FoundServer } from "../../adapters/chat/probe/discover-servers.ts";
import { trySettings } from "../settings.ts";
import { type ServerChoice, type ServerItem, serverItems } from "./server-choices.ts";

/**
 * Asks what kind of server it is. Meanwhile this machine is looked through for servers that run already, which are then
 * offered, too; none is added by itself.
 */
export async function pickServer(title: string): Promise<ServerChoice | undefined> {
  const picker = window.createQuickPick<ServerItem>();
  const stop = new AbortController();
  picker.title = title;
  picker.placeholder = l10n.t("What kind of server is it?");
  picker.items = serverItems([]);
  picker.busy = true;
  void discoverServers(stop.signal).then((found) => {
    if (stop.signal.aborted) return;
    const fresh = found.filter(isNew);
    picker.keepScrollPosition = true;
    if (fresh.length > 0) picker.items = serverItems(fresh);
    picker.busy = false;
  });
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => {
        resolve(picker.selectedItems[0]?.choice);
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
