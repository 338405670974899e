import { l10n, window } from "vscode";
import { baseUrlOf, originOf } from "../../servers/index.ts";
import { type Endpoint, endpointKinds } from "../../core/endpoints/index.ts";
import { discoverServers, type FoundServer } from "../../probe/discovery/index.ts";
import type { CommandContext } from "../command-context.ts";
import { addEditorModels } from "../editor-models/add-editor-models.ts";
import { addPaperModels } from "../endpoints/add-paper-models.ts";
import { connectByAddress, type Connection, connectWithKey } from "../endpoints/connect-by-address.ts";
import { newEndpoint } from "../endpoints/endpoint-name.ts";
import { pickModels, repickModels, typeModels } from "../endpoints/pick-models.ts";
import { choiceFor, type ServerChoice, type ServerItem, serverItems } from "../endpoints/server-choices.ts";
import { type Added, tellReady } from "../endpoints/tell-ready.ts";
import { shownItem } from "../messages.ts";
import { endpointNames, saveEndpoint, trySettings } from "../settings.ts";

const TITLE = l10n.t("Add Endpoint");
const BEGINNING = { title: TITLE, otherwise: l10n.t("Enter Models by Hand") };

/** Finds a server, connects to it, and lets its models answer. Escape leaves any step without saving. */
export async function addEndpoint(context: CommandContext): Promise<void> {
  await letAnswer(context, await addAny(context));
}

/** Lets the user choose among VS Code's own models, which then answer. @throws Error when VS Code offers none */
export async function addOwnModels(context: CommandContext): Promise<void> {
  await letAnswer(context, await addEditorModels(context, TITLE));
}

async function letAnswer(context: CommandContext, added: Added | null): Promise<void> {
  if (added === null) return;
  await context.source.useDemo(false);
  // Not awaited: the models answer, whether or not the user reacts to the message.
  void tellReady(context, added);
}

async function addAny(context: CommandContext): Promise<Added | null> {
  for (;;) {
    const choice = await pickServer(TITLE);
    if (choice === undefined) return null;
    if (choice.type === "paper") return addPaperModels(context, TITLE, choice.kind);
    if (choice.type === "editor") return addEditorModels(context, TITLE);
    const connection = await connectTo(choice);
    if (connection !== "back") return connection && addServer(context, connection);
  }
}

/**
 * Asks where the models are; the user can type an address at once. Meanwhile looks for running servers on this machine
 * and offers them; none is added automatically.
 */
async function pickServer(title: string): Promise<ServerChoice | undefined> {
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

/** Returns whether the settings have no endpoint for that server. */
function isNew({ baseUrl, port }: FoundServer): boolean {
  const names = [originOf(baseUrl), `http://localhost:${port}`];
  const known = trySettings().settings?.endpoints ?? [];
  return !known.some((endpoint) => names.includes(originOf(baseUrlOf(endpoint))));
}

function connectTo(choice: Extract<ServerChoice, { type: "address" | "hosted" }>): Promise<Connection | "back" | null> {
  if (choice.type === "hosted") return connectWithKey(BEGINNING, [endpointKinds[choice.kind].home]);
  return connectByAddress(BEGINNING, choice.address, choice.isComplete);
}

async function addServer({ keys }: CommandContext, { server, key }: Connection): Promise<Added | null> {
  const { models: listed } = server;
  const known = knownAt(server);
  const models =
    listed.length === 0
      ? await typeModels(TITLE)
      : known === undefined
        ? await pickModels(TITLE, listed)
        : await repickModels(TITLE, listed, known.models);
  if (models === null) return null;
  const { enabled: _, ...endpoint } = { ...(known ?? newEndpoint(server, endpointNames())), models };
  if (key !== null) await keys.set(endpoint, key);
  await saveEndpoint(endpoint);
  return { names: [endpoint.name], models: models.length, isUntested: listed.length === 0 };
}

/** Returns the existing endpoint for that server, which is not added twice. */
function knownAt({ baseUrl }: Connection["server"]): Endpoint | undefined {
  return trySettings().settings?.endpoints.find((endpoint) => baseUrlOf(endpoint) === baseUrl);
}
