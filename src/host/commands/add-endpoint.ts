import { l10n } from "vscode";
import { baseUrlOf } from "../../chat/base-url.ts";
import { type Endpoint, endpointKinds } from "../../core/settings/index.ts";
import type { CommandContext } from "../command-context.ts";
import { addEditorModels } from "../editor-models/add-editor-models.ts";
import { addPaperModels } from "../endpoints/add-paper-models.ts";
import { connectByAddress, connectWithKey, type Connection } from "../endpoints/connect-by-address.ts";
import { newEndpoint } from "../endpoints/new-endpoint.ts";
import { pickModels, repickModels, typeModels } from "../endpoints/pick-models.ts";
import { pickServer } from "../endpoints/pick-server.ts";
import type { ServerChoice } from "../endpoints/server-choices.ts";
import { type Added, tellReady } from "../endpoints/tell-ready.ts";
import { endpointNames, saveEndpoint, trySettings } from "../settings.ts";

const TITLE = l10n.t("Add Endpoint");
const BEGINNING = { title: TITLE, otherwise: l10n.t("Enter Models by Hand") };

/** Finds a server, connects to it, and lets its models answer. Every step can be left with Escape; nothing is saved then. */
export async function addEndpoint(context: CommandContext): Promise<void> {
  await letAnswer(context, await addAny(context));
}

/** Lets VS Code's own models answer, those that the user chooses. @throws Error when VS Code offers none */
export async function addOwnModels(context: CommandContext): Promise<void> {
  await letAnswer(context, await addEditorModels(context, TITLE));
}

async function letAnswer(context: CommandContext, added: Added | null): Promise<void> {
  if (added === null) return;
  await context.source.useDemo(false);
  // Not awaited: the models answer, whether or not anybody looks at the message.
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

function connectTo(
  choice: Extract<ServerChoice, { type: "address" | "openrouter" }>,
): Promise<Connection | "back" | null> {
  if (choice.type === "openrouter") return connectWithKey(BEGINNING, [endpointKinds.openrouter.home]);
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

/** The endpoint that is that server already: nobody wants it twice. */
function knownAt({ baseUrl }: Connection["server"]): Endpoint | undefined {
  return trySettings().settings?.endpoints.find((endpoint) => baseUrlOf(endpoint) === baseUrl);
}
