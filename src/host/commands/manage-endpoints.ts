import { isDeepStrictEqual } from "node:util";
import { commands, l10n, window, workspace } from "vscode";
import { baseUrlOf, originOf, serverOf } from "../../servers/index.ts";
import { messageOf } from "../../core/errors.ts";
import {
  type EditorEndpoint,
  type Endpoint,
  endpointKinds,
  isEditorEndpoint,
  listedModels,
} from "../../core/endpoints/index.ts";
import { endpointEntries } from "../../core/settings/index.ts";
import type { ServerFacts } from "../../probe/discovery/index.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import {
  moveEntry,
  removeEndpoint,
  renameEndpoint,
  replaceEntry,
  restoreEndpoint,
  settingsNaming,
} from "../endpoints/change-endpoints.ts";
import { connectByAddress } from "../endpoints/connect-by-address.ts";
import { connect } from "../endpoints/connect.ts";
import { nameFault } from "../endpoints/endpoint-name.ts";
import {
  type Chosen,
  type EndpointAction,
  pickAction,
  pickEntry,
  type ShownEntry,
} from "../endpoints/pick-endpoint.ts";
import { repickModels, typeModels } from "../endpoints/pick-models.ts";
import { showErrorMessage, showInformationMessage, showWarningMessage } from "../messages.ts";
import { endpointNames } from "../settings.ts";

const TITLE = l10n.t("Manage Endpoints");

/** What follows an action: the endpoint's list at its place in the settings, the list of all endpoints, or the end. */
type Next = { readonly index: number } | "all" | "end";

/** Shows all endpoints and their actions until the user leaves with Escape. */
export async function manageEndpoints(context: CommandContext): Promise<void> {
  let next: Next = "all";
  let last: EndpointAction | null = null;
  while (next !== "end") {
    const entries = await entriesNow(context);
    const entry: ShownEntry | undefined = next === "all" ? undefined : entries[next.index];
    const chosen: Chosen | null =
      entry === undefined ? await pickEntry(TITLE, entries) : await pickAction(TITLE, entries, entry, last);
    if (chosen === null) return;
    if (chosen === "add") {
      await commands.executeCommand("smcs.addEndpoint");
      return;
    }
    if (chosen === "back") next = "all";
    else if (chosen.action === null) {
      last = null;
      next = { index: entries.indexOf(chosen.entry) };
    } else {
      last = chosen.action;
      next = await act(context, chosen.entry, chosen.action, entries.indexOf(chosen.entry));
      // A button of the list leads back to the list.
      if (entry === undefined && next !== "end") next = "all";
    }
  }
}

/**
 * Changes the address of an endpoint after trying it.
 *
 * @param name the endpoint's name; for anything else, or VS Code's own models, all endpoints are shown
 */
export async function changeAddressOf(context: CommandContext, name: unknown): Promise<void> {
  const entries = await entriesNow(context);
  const index = entries.findIndex(({ endpoint }) => endpoint?.name === name);
  const entry = entries[index];
  const endpoint = entry?.endpoint ?? null;
  if (entry === undefined || endpoint === null || isEditorEndpoint(endpoint)) return manageEndpoints(context);
  await act(context, entry, "address", index);
  const now = (await entriesNow(context))[index]?.endpoint;
  if (now?.name !== name || isDeepStrictEqual(now, endpoint)) return;
  void showInformationMessage(l10n.t("The address of {0} is changed.", endpoint.name));
}

async function entriesNow({ keys }: CommandContext): Promise<ShownEntry[]> {
  const entries = endpointEntries(workspace.getConfiguration("smcs").get<readonly unknown[]>("endpoints", []));
  const owners = await keys.owners();
  return entries.map((entry) => {
    const { endpoint } = entry;
    const place = endpoint === null || isEditorEndpoint(endpoint) ? null : ownerOf(endpoint);
    const hasKey = owners.some(({ name, origin }) => name === place?.name && origin === place.origin);
    return { ...entry, hasKey };
  });
}

/** Does the chosen action. A failure is reported and changes nothing. */
async function act(context: CommandContext, entry: ShownEntry, action: EndpointAction, index: number): Promise<Next> {
  try {
    return await perform(context, entry, action, index);
  } catch (error) {
    void showErrorMessage(messageOf(error));
    return "all";
  }
}

async function perform(
  context: CommandContext,
  entry: ShownEntry,
  action: EndpointAction,
  index: number,
): Promise<Next> {
  const { endpoint } = entry;
  const here = { index };
  if (action === "edit") {
    await commands.executeCommand("workbench.action.openSettingsJson", { revealSetting: { key: "smcs.endpoints" } });
    return "end";
  }
  if (action === "remove" || endpoint === null) {
    const removed = await removeEndpoint(context, entry);
    void offerUndo(context, entry, removed);
    return "all";
  }
  switch (action) {
    case "toggle":
      await replaceEntry(entry, toggled(endpoint));
      return here;
    case "rename":
      await rename(context, entry, endpoint);
      return here;
    case "up":
    case "down": {
      const by = action === "up" ? -1 : 1;
      await moveEntry(entry, by);
      return { index: index + by };
    }
    case "address":
      return isEditorEndpoint(endpoint) ? here : changeAddress(context, entry, endpoint, index);
    case "models":
      if (!isEditorEndpoint(endpoint)) await changeModels(context, entry, endpoint);
      return here;
    case "key":
      await commands.executeCommand("smcs.setApiKey", endpoint.name);
      return here;
    case "remove-key":
      if (!isEditorEndpoint(endpoint)) await context.keys.remove(ownerOf(endpoint));
      context.source.touch();
      return here;
    case "test":
      await commands.executeCommand("smcs.testEndpoints", endpoint.name);
      return "end";
  }
}

/** Enabled is the default. */
function toggled(endpoint: Endpoint | EditorEndpoint): Endpoint | EditorEndpoint {
  const { enabled, ...others } = endpoint;
  return enabled === false ? others : { ...endpoint, enabled: false };
}

async function rename(context: CommandContext, entry: ShownEntry, endpoint: Endpoint | EditorEndpoint): Promise<void> {
  const taken = endpointNames();
  taken.delete(endpoint.name);
  const typed = await window.showInputBox({
    title: `${TITLE}: ${endpoint.name}`,
    prompt: l10n.t("New name of the endpoint. Its keys and the settings that name its models follow."),
    value: endpoint.name,
    ignoreFocusOut: true,
    validateInput: (name) => {
      const fault = nameFault(name.trim(), taken);
      if (fault === null) return null;
      return fault === "letters"
        ? l10n.t("Letters, digits, dots, dashes and underscores only.")
        : l10n.t("The name {0} is taken. Choose another.", name);
    },
  });
  const name = typed?.trim();
  if (name !== undefined && name !== endpoint.name) await renameEndpoint(context, entry, endpoint, name);
}

async function changeAddress(
  { keys }: CommandContext,
  entry: ShownEntry,
  endpoint: Endpoint,
  index: number,
): Promise<Next> {
  const { caFile, proxy, timeouts } = endpoint;
  const beginning = {
    title: `${TITLE}: ${endpoint.name}`,
    otherwise: l10n.t("Use This Address Anyway"),
    way: { caFile, proxy, timeouts },
    keyAt: (origin: string) => keys.stored({ name: endpoint.name, origin }),
  };
  const connection = await connectByAddress(beginning, baseUrlOf(endpoint), false);
  if (connection === null || connection === "back") return { index };
  const { server, key } = connection;
  const changed: Endpoint = { ...endpoint, kind: kindAfter(endpoint, server), baseUrl: server.baseUrl };
  if (key !== null) await keys.set(changed, key);
  await replaceEntry(entry, changed);
  const missing = listedModels(changed).filter(({ id }) => !server.models.some((model) => model.id === id));
  if (server.models.length > 0 && missing.length > 0)
    void showWarningMessage(
      l10n.t(
        "{0} has no model {1}. Choose others in Manage Endpoints, with Choose Models.",
        originOf(server.baseUrl),
        missing.map(({ id }) => id).join(", "),
      ),
    );
  return { index };
}

/** The user's description of the server counts unless the server itself says otherwise. */
function kindAfter({ kind }: Endpoint, server: ServerFacts): Endpoint["kind"] {
  return server.kind === "openai" && endpointKinds[kind].home === null ? kind : server.kind;
}

async function changeModels({ keys }: CommandContext, entry: ShownEntry, endpoint: Endpoint): Promise<void> {
  const title = `${TITLE}: ${endpoint.name}`;
  const listed = await connect(serverOf(endpoint, await keys.get(endpoint)), l10n.t("Enter Models by Hand"));
  if (listed === null) return;
  const models = listed === "otherwise" ? await typeModels(title) : await repickModels(title, listed, endpoint.models);
  const isAll = endpoint.models === "*" && listed !== "otherwise" && models?.length === listed.length;
  if (models !== null && !isAll) await replaceEntry(entry, { ...endpoint, models });
}

async function offerUndo(
  context: CommandContext,
  { name, endpoint }: ShownEntry,
  removed: Awaited<ReturnType<typeof removeEndpoint>>,
): Promise<void> {
  const undo = l10n.t("Undo");
  const naming = endpoint === null ? [] : settingsNaming(endpoint);
  const message =
    naming.length === 0
      ? l10n.t("{0} is removed.", name)
      : l10n.t("{0} is removed. These settings still name a model of it: {1}.", name, naming.join(", "));
  if ((await showInformationMessage(message, undo)) !== undo) return;
  try {
    await restoreEndpoint(context, removed);
  } catch (error) {
    void showErrorMessage(messageOf(error));
  }
}
