import { l10n } from "vscode";
import { untilAborted } from "../../embedding/until-aborted.ts";
import type { BankSources } from "../model-source.ts";
import { showInformationMessage } from "../messages.ts";
import type { ServingEmbedder } from "./embedding-files.ts";

/**
 * Asks before a server embeds the bank's questions, where that may cost something; elsewhere it agrees at once.
 *
 * @throws the signal's reason, also while nobody has answered; BankError when the bank cannot be read
 */
export async function confirmEmbedding(
  serving: ServingEmbedder,
  sources: BankSources,
  signal: AbortSignal,
): Promise<boolean> {
  const { costOfMove, moveCostText } = await import("./embedding-files.ts");
  const cost = await costOfMove(serving.wanted, sources.bankFolder);
  if (cost === null) return true;
  const embed = l10n.t("Embed");
  const text = l10n.t(
    "The question bank must be embedded again with {0}: {1}. Until then it is used as it is.",
    serving.wanted.name,
    moveCostText(cost),
  );
  const choice = await untilAborted(Promise.resolve(showInformationMessage(text, embed, l10n.t("Not Now"))), signal);
  return choice === embed;
}
