import { l10n, window } from "vscode";
import { baseUrlOf } from "../../servers/index.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import { mayTravel } from "../endpoints/unencrypted.ts";
import { readSettings } from "../settings.ts";
import { showInformationMessage, showQuickPick } from "../messages.ts";

/**
 * Asks for an endpoint's key and stores it in SecretStorage.
 *
 * @param given the endpoint's name; for anything else the user is asked for the endpoint
 */
export async function setApiKey({ keys, source }: CommandContext, given: unknown): Promise<void> {
  const endpoint = await pickEndpoint(l10n.t("Which endpoint is the key for?"), given);
  if (endpoint === null) return;
  const { origin } = ownerOf(endpoint);
  if (!(await mayTravel(origin))) return;
  const key = (
    await askForKey(
      l10n.t("Key for {0}", endpoint.name),
      l10n.t("It is stored encrypted and sent to {0} only.", origin),
    )
  )?.trim();
  if (key === undefined || key === "") return;
  await keys.set(endpoint, key);
  source.touch();
  void showInformationMessage(l10n.t("The key for {0} is stored.", endpoint.name));
}

/** Removes a key from SecretStorage, also one whose endpoint has changed its address or is gone. */
export async function removeApiKey({ keys, source }: CommandContext): Promise<void> {
  const items = (await keys.owners()).map((owner) => ({ label: owner.name, description: owner.origin, owner }));
  if (items.length === 0) throw new Error(l10n.t("No key is stored."));
  const picked = await showQuickPick(items, {
    title: l10n.t("Which key do you want to remove?"),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  await keys.remove(picked.owner);
  source.touch();
  void showInformationMessage(l10n.t("The key for {0} is removed.", picked.label));
}

/** Asks for a key without showing it. */
export function askForKey(title: string, prompt: string): Thenable<string | undefined> {
  return window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
}

async function pickEndpoint(title: string, given: unknown): Promise<Endpoint | null> {
  const { endpoints } = readSettings();
  if (endpoints.length === 0)
    throw new Error(l10n.t('No endpoint is configured yet. Add one with "SMCS: Add Endpoint".'));
  const named = endpoints.find(({ name }) => name === given);
  if (named !== undefined) return named;
  const items = endpoints.map((endpoint) => ({ label: endpoint.name, description: baseUrlOf(endpoint), endpoint }));
  return (await showQuickPick(items, { title }))?.endpoint ?? null;
}
