import { ConfigurationTarget, l10n, workspace } from "vscode";
import { type SettingsOffer, withOffers } from "../../probe/settings-offers.ts";
import type { Endpoint } from "../../core/settings/index.ts";
import { plural } from "../plural.ts";
import { showInformationMessage } from "../messages.ts";

/**
 * Offers to write what servers say of their models into the settings, which the report shows; nothing is written unless
 * the user says so.
 */
export async function offerToWrite(offers: readonly SettingsOffer[]): Promise<void> {
  if (offers.length === 0) return;
  const write = l10n.t("Write into Settings");
  const message = plural(
    offers.length,
    "The settings of a model leave out what its server says: context, price or fields that it refuses.",
    "The settings of {0} models leave out what their servers say: context, price or fields that they refuse.",
  );
  if ((await showInformationMessage(message, write)) !== write) return;
  const configuration = workspace.getConfiguration("smcs");
  const endpoints = configuration.get<Endpoint[]>("endpoints", []);
  await configuration.update("endpoints", withOffers(endpoints, offers), ConfigurationTarget.Global);
}
