import { ConfigurationTarget, window, workspace } from "vscode";
import { type SettingsOffer, withOffers } from "../../adapters/chat/probe/settings-offers.ts";
import type { Endpoint } from "../../core/settings/endpoint.ts";

/**
 * Offers to write what servers say of their models into the settings, which the report shows; nothing is written unless
 * the user says so.
 */
export async function offerToWrite(offers: readonly SettingsOffer[]): Promise<void> {
  if (offers.length === 0) return;
  const write = "Write into Settings";
  const whose = offers.length === 1 ? "a model" : `${offers.length} models`;
  const message = `The settings of ${whose} leave out what the servers say: context, price or fields that they refuse.`;
  if ((await window.showInformationMessage(message, write)) !== write) return;
  const configuration = workspace.getConfiguration("smcs");
  const endpoints = configuration.get<Endpoint[]>("endpoints", []);
  await configuration.update("endpoints", withOffers(endpoints, offers), ConfigurationTarget.Global);
}
