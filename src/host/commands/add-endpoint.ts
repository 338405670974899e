import { l10n } from "vscode";
import { baseUrlOf, normaliseBaseUrl } from "../../adapters/chat/base-url.ts";
import { serverOf } from "../../adapters/chat/chat-target.ts";
import type { Endpoint, EndpointModel } from "../../core/settings/endpoint.ts";
import type { CommandContext } from "../command-context.ts";
import { addEditorModels } from "../editor-models/add-editor-models.ts";
import { addPaperModels } from "../endpoints/add-paper-models.ts";
import { askForUrl } from "../endpoints/ask-for-url.ts";
import { connect } from "../endpoints/connect.ts";
import { askForName, suggestedName } from "../endpoints/endpoint-name.ts";
import { pickModels, typeModels } from "../endpoints/pick-models.ts";
import { pickServer } from "../endpoints/pick-server.ts";
import { saveEndpoint } from "../settings.ts";
import { askForKey } from "./api-keys.ts";

const TITLE = l10n.t("Add Endpoint");

/** Server, address, key, connection test, models, name; every step can be left with Escape, and nothing is saved then. */
export async function addEndpoint(context: CommandContext): Promise<void> {
  const choice = await pickServer(TITLE);
  if (choice === undefined) return;
  const added =
    choice.type === "paper"
      ? await addPaperModels(context, TITLE, choice.kind)
      : choice.type === "editor"
        ? await addEditorModels(context, TITLE)
        : choice.type === "found"
          ? await addServer(context, choice.server, choice.server.models === null)
          : await addKind(context, choice.kind, choice.example);
  if (!added) return;
  await context.source.useDemo(false);
  await context.controller.compose();
}

async function addKind(context: CommandContext, kind: Endpoint["kind"], example: string): Promise<boolean> {
  if (kind === "openrouter") return addServer(context, { kind }, true);
  const typed = await askForUrl(TITLE, example);
  return typed !== undefined && addServer(context, { kind, baseUrl: normaliseBaseUrl(typed) }, true);
}

/** @returns whether an endpoint was added */
async function addServer(
  { keys }: CommandContext,
  { kind, baseUrl }: Pick<Endpoint, "kind" | "baseUrl">,
  mayWantKey: boolean,
): Promise<boolean> {
  const address = { kind, ...(baseUrl === undefined ? {} : { baseUrl }) };
  const prompt = l10n.t("API key for {0}; leave it empty if the server needs none.", baseUrlOf(address));
  const key = mayWantKey ? (await askForKey(TITLE, prompt))?.trim() : "";
  if (key === undefined) return false;
  const models = await chooseModels({ name: "new", ...address, models: "*" }, key === "" ? null : key);
  if (models === null) return false;
  const name = await askForName(TITLE, suggestedName(address));
  if (name === undefined) return false;
  const endpoint: Endpoint = { name, ...address, models };
  if (key !== "") await keys.set(endpoint, key);
  await saveEndpoint(endpoint);
  return true;
}

/** Lets the user choose among what a server lists, or type ids where it lists none; null when they gave up. */
export async function chooseModels(endpoint: Endpoint, key: string | null): Promise<(string | EndpointModel)[] | null> {
  const listed = await connect(serverOf(endpoint, key), l10n.t("Enter Models by Hand"));
  if (listed === "otherwise") return typeModels(TITLE);
  return listed && pickModels(TITLE, listed);
}
