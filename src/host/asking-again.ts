import { commands, l10n } from "vscode";
import type { Endpoint } from "../core/endpoints/index.ts";
import { type KeyOwner, ownerOf } from "./endpoint-keys.ts";
import { showWarningMessage } from "./messages.ts";

/**
 * Returns a function that asks for the key of an endpoint whose address has changed, because the stored key belongs to
 * another server. The function asks once a session for each address and does not wait for the user's response.
 */
export function askingAgain(): (endpoint: Endpoint, before: KeyOwner) => void {
  const asked = new Set<string>();
  return (endpoint, before) => {
    const { name, origin } = ownerOf(endpoint);
    const place = `${name}/${origin}`;
    if (endpoint.enabled === false || asked.has(place)) return;
    asked.add(place);
    void offerToSetKey(name, origin, before.origin);
  };
}

async function offerToSetKey(name: string, origin: string, before: string): Promise<void> {
  const set = l10n.t("Set API Key");
  const message = l10n.t(
    "The endpoint {0} answers at {1} now. Its key was stored for {2} and is not sent there.",
    name,
    origin,
    before,
  );
  if ((await showWarningMessage(message, set)) === set) await commands.executeCommand("smcs.setApiKey", name);
}
