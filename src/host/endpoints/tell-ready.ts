import { commands, l10n } from "vscode";
import type { CommandContext } from "../command-context.ts";
import type { Way } from "../../protocol/index.ts";
import { setWay } from "../commands/choose-way.ts";
import { plural } from "../plural.ts";
import { trySettings } from "../settings.ts";
import { endpointFacts, modelCount } from "../status-bar/status-facts.ts";
import { showInformationMessage } from "../messages.ts";

/** The endpoints that were added. */
export interface Added {
  /** The endpoints' names. */
  readonly names: readonly string[];
  /** The number of their models. */
  readonly models: number;
  /** Whether their server was never reached. */
  readonly isUntested?: boolean;
  /** An additional sentence. */
  readonly note?: string | null;
}

/**
 * Says in one message which models can answer now, and what to do next. If the settings do not fit the number of
 * models, the message offers the fitting change; nothing changes without the user's consent.
 */
export async function tellReady({ controller }: Pick<CommandContext, "controller">, added: Added): Promise<void> {
  const [ask, test] = [l10n.t("Ask"), l10n.t("Test")];
  const change = fittingWay();
  const text = [readyText(added), added.note ?? null, change?.why ?? null].filter((one) => one !== null).join(" ");
  const choice = await showInformationMessage(text, ask, test, ...(change === null ? [] : [change.label]));
  if (choice === ask) await controller.compose();
  else if (choice === test)
    await commands.executeCommand("smcs.testEndpoints", ...(added.names.length === 1 ? added.names : []));
  else if (choice !== undefined && choice === change?.label) await setWay(change.way);
}

function readyText({ names, models, isUntested = false }: Added): string {
  const name = names.join(", ");
  return isUntested
    ? plural(models, "{1} is added with {0} model, untested.", "{1} is added with {0} models, untested.", name)
    : plural(models, "{1} is ready: {0} model.", "{1} is ready: {0} models.", name);
}

/** Returns the way that fits the number of models better than the present one; null for none. */
function fittingWay(): { readonly way: Way; readonly label: string; readonly why: string } | null {
  const { settings } = trySettings();
  if (settings === null) return null;
  const models = modelCount(endpointFacts([...settings.endpoints, ...settings.editorEndpoints]));
  const asksOne = settings.system === "single" || settings.system === "simple-router";
  if (models === 1 && !asksOne) {
    const why = l10n.t(
      "A single model is asked several times for each question; asking it once is quicker and cheaper. With a second model both work together.",
    );
    return { way: "fast", label: l10n.t("Ask Once"), why };
  }
  if (models !== 1 && asksOne) {
    const why = l10n.t("Each question goes to one model only, as smcs.system says.");
    return { way: "balanced", label: l10n.t("Let Them Work Together"), why };
  }
  return null;
}
