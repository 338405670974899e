import { l10n } from "vscode";
import { type Server, serverOf } from "../../servers/index.ts";
import { listModels, type ModelFacts } from "../../server-facts/index.ts";
import { messageOf } from "../../core/errors.ts";
import type { Endpoint, EndpointModel } from "../../core/endpoints/index.ts";
import { showErrorMessage } from "../messages.ts";
import { pickModels, typeModels } from "./pick-models.ts";
import { stoppable } from "./stoppable.ts";

/**
 * Tests a connection by listing the server's models, as often as the user retries.
 *
 * @param otherwise the label of the user's alternative to a retry
 * @returns the models; "otherwise" when the user chose the alternative, null when the user cancelled
 */
export async function connect(server: Server, otherwise: string): Promise<readonly ModelFacts[] | "otherwise" | null> {
  for (;;) {
    try {
      return await stoppable(l10n.t("Connecting to {0}", server.baseUrl), (signal) => listModels(server, signal));
    } catch (error) {
      const retry = l10n.t("Retry");
      const next = await showErrorMessage(messageOf(error), { modal: true }, retry, otherwise);
      if (next === otherwise) return "otherwise";
      if (next !== retry) return null;
    }
  }
}

/**
 * Lets the user choose among a server's models, or type ids if the server lists none. Returns null when the user
 * cancelled.
 */
export async function chooseModels(
  title: string,
  endpoint: Endpoint,
  key: string | null,
): Promise<(string | EndpointModel)[] | null> {
  const listed = await connect(serverOf(endpoint, key), l10n.t("Enter Models by Hand"));
  if (listed === "otherwise") return typeModels(title);
  return listed && pickModels(title, listed);
}
