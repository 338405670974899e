import { l10n } from "vscode";
import { isTeamBank, parseTeamAddress, teamName } from "../../servers/index.ts";
import type { CommandContext } from "../command-context.ts";
import { showInformationMessage } from "../messages.ts";
import { readSettings } from "../settings.ts";
import { askForKey } from "./api-keys.ts";

/** Asks for the password of the team bank of the settings, and stores it in SecretStorage. */
export async function setTeamPassword({ source }: CommandContext): Promise<void> {
  const { bankLocation } = readSettings();
  if (!isTeamBank(bankLocation)) {
    throw new Error(l10n.t("No team bank is set. Write its address into smcs.bank.location first."));
  }
  const address = parseTeamAddress(bankLocation);
  const password = await askForKey(
    l10n.t("Password for {0}", teamName(address)),
    l10n.t("It is stored encrypted and sent to this database only. Leave it empty to remove the stored one."),
  );
  if (password === undefined) return;
  await source.team.setPassword(address, password);
  void showInformationMessage(
    password === "" ? l10n.t("The password is removed.") : l10n.t("The password for {0} is stored.", teamName(address)),
  );
}
