import path from "node:path";
import { ConfigurationTarget, l10n, type WebviewPanel, workspace } from "vscode";
import type { Endpoint } from "../../core/endpoints/index.ts";
import {
  type EndpointReport,
  type EndpointSurvey,
  ProbeCache,
  probeCost,
  probeCostSentence,
  surveyEndpoints,
  testEndpoints as test,
} from "../../probe/testing/index.ts";
import {
  reportCards,
  type SettingsOffer,
  settingsOffers,
  type TestedEndpoints,
  withOffers,
} from "../../probe/findings/index.ts";
import type { CommandContext } from "../command-context.ts";
import { stoppable } from "../endpoints/stoppable.ts";
import { showInformationMessage } from "../messages.ts";
import { plural } from "../plural.ts";
import { openReportPanel, pageFrame } from "../report-panel.ts";
import { readSettings } from "../settings.ts";

/** The page of the last test, while it is open. */
let open: WebviewPanel | null = null;

/**
 * Finds out what each model can do and shows the results as cards. Returns undefined when the user stopped the test.
 *
 * @param given the name of the only endpoint to test; for anything else all endpoints are tested
 */
export async function testEndpoints(
  context: CommandContext,
  given: unknown,
): Promise<readonly EndpointReport[] | undefined> {
  const { keys, log, storageFolder } = context;
  const { endpoints: all, parameters } = readSettings();
  const named = all.filter(({ name }) => name === given);
  const endpoints = named.length === 0 ? all : named;
  if (endpoints.length === 0)
    throw new Error(l10n.t('No endpoint is configured yet. Add one with "SMCS: Add Endpoint".'));
  const surveys = await stoppable(l10n.t("Asking endpoints for their models"), (signal) =>
    surveyEndpoints(endpoints, (endpoint) => keys.get(endpoint), signal),
  );
  if (surveys === null) return undefined;
  const ask = await mayAsk(surveys);
  if (ask === null) return undefined;

  const cache = new ProbeCache(path.join(storageFolder, "endpoints.json"));
  const now = (): string => new Date().toISOString();
  const total = surveys.reduce((sum, { models }) => sum + models.length, 0);
  const result = await stoppable(l10n.t("Testing endpoints"), (signal, report) => {
    const onProbe = ({ endpoint, model }: { readonly endpoint: string; readonly model: string }): void => {
      report(`${endpoint}/${model}`, 1 / total);
    };
    return test(endpoints, surveys, { cache, sampling: parameters, ask, now, onProbe }, signal);
  });
  if (result === null) return undefined;
  const { reports, notKept } = result;
  if (notKept !== null) log.warn(`The outcomes of the test could not be kept: ${notKept}`);
  const offers = settingsOffers(
    endpoints,
    reports.flatMap(({ models }) => models),
  );
  showCards({ reports, offers, now: now() });
  // Not awaited: the cards stay, whether or not the user answers the offer.
  void offerToWrite(offers);
  return reports;
}

/** Shows the cards, in the previous test's page if it is still open. */
function showCards(tested: TestedEndpoints): void {
  const actions = [
    { label: l10n.t("Test Again"), command: "smcs.testEndpoints" },
    { label: l10n.t("Add Endpoint"), command: "smcs.addEndpoint" },
    { label: l10n.t("Set API Key"), command: "smcs.setApiKey" },
  ];
  const panel = open ?? openReportPanel("smcs.endpointsTested", l10n.t("SMCS endpoints"), actions);
  panel.webview.html = reportCards(tested, pageFrame(actions));
  if (open !== null) panel.reveal();
  else {
    panel.onDidDispose(() => {
      open = null;
    });
  }
  open = panel;
}

/** Returns whether models may be asked if that can cost money; null when the user cancels. */
async function mayAsk(surveys: readonly EndpointSurvey[]): Promise<boolean | null> {
  const detail = probeCostSentence(probeCost(surveys));
  if (detail === null) return true;
  const [all, free] = [l10n.t("Test"), l10n.t("Only What Is Free")];
  const choice = await showInformationMessage(l10n.t("Test the models?"), { modal: true, detail }, all, free);
  return choice === undefined ? null : choice === all;
}

/**
 * Offers to write the servers' facts about their models, shown in the report, into the settings; nothing is written
 * without the user's consent.
 */
async function offerToWrite(offers: readonly SettingsOffer[]): Promise<void> {
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
