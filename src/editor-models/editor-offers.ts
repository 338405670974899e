import pLimit from "p-limit";
import { messageOf } from "../core/errors.ts";
import type { ServerTraits } from "../core/ports.ts";
import { matchModel } from "../core/model-names/index.ts";
import { type EditorEndpoint, type EndpointModel, listedModels } from "../core/endpoints/index.ts";
import type { Offer } from "../chat/index.ts";
import { defaultTimeLimits } from "../limits/index.ts";
import { editorChat } from "./editor-chat.ts";
import type { EditorModel, EditorModels } from "./editor-models.ts";

/** Default number of simultaneous requests; it is low because vendors count them. */
const DEFAULT_CONCURRENCY = 4;

/** The editor's models for a pool. */
interface EditorOffers {
  readonly offers: readonly Offer<ServerTraits>[];
  /** One line per entry whose models are unavailable. */
  readonly problems: readonly string[];
}

/**
 * Resolves with the models of the editor that the settings add to the pool.
 *
 * @param editor null outside of an editor
 * @param bankModels model names that the bank knows
 */
export async function editorOffers(
  endpoints: readonly EditorEndpoint[],
  editor: EditorModels | null,
  bankModels: readonly string[],
): Promise<EditorOffers> {
  const enabled = endpoints.filter((endpoint) => endpoint.enabled !== false);
  if (enabled.length === 0) return { offers: [], problems: [] };
  if (editor === null) return { offers: [], problems: enabled.map(({ name }) => `${name}: ${NO_EDITOR}`) };
  try {
    const models = await editor.list();
    const each = enabled.map((endpoint) => offersOf(endpoint, models, bankModels));
    return { offers: each.flatMap(({ offers }) => offers), problems: each.flatMap(({ problems }) => problems) };
  } catch (error) {
    return { offers: [], problems: enabled.map(({ name }) => `${name}: ${messageOf(error)}`) };
  }
}

const NO_EDITOR =
  "the models of VS Code (kind vscode) answer questions inside VS Code only. Here, name servers in smcs.endpoints.";
const NONE =
  "VS Code offers no language model. Sign in to one of its providers, or install an extension that brings models.";

function offersOf(
  endpoint: EditorEndpoint,
  offered: readonly EditorModel[],
  bankModels: readonly string[],
): EditorOffers {
  const { name, concurrency = DEFAULT_CONCURRENCY, timeouts = {} } = endpoint;
  if (offered.length === 0) return { offers: [], problems: [`${name}: ${NONE}`] };
  const wanted: EndpointModel[] = endpoint.models === "*" ? offered.map(({ id }) => ({ id })) : listedModels(endpoint);
  const limit = pLimit(concurrency);
  const { connectMs, firstTokenMs, idleMs } = defaultTimeLimits;
  const limits = { connectMs, firstTokenMs: timeouts.firstTokenMs ?? firstTokenMs, idleMs: timeouts.idleMs ?? idleMs };
  const missing: string[] = [];
  const offers = wanted.flatMap((model): Offer<ServerTraits>[] => {
    const found = offered.find(({ id }) => id === model.id);
    if (found === undefined) {
      missing.push(model.id);
      return [];
    }
    const reference = `${name}/${found.id}`;
    return [
      {
        name: matchModel({ name: found.name, ...model, reference }, bankModels).bankName,
        reference,
        chat: editorChat(found, { reference, limits, limit }),
        price: null,
        referencer: model.pool !== false,
        maxOutputTokens: null,
        server: { ...unknownServer, name, contextTokens: model.contextTokens ?? found.contextTokens },
      },
    ];
  });
  const all = offered.map(({ id }) => id).join(", ");
  return {
    offers,
    problems: missing.map((id) => `${name}: VS Code offers no model ${id}. It offers ${all}.`),
  };
}

/** Nothing is known of a vendor's servers: no price, no limit, and they are not self-hosted. */
const unknownServer = {
  prices: null,
  costPerHourUsd: null,
  systemBytes: 0,
  ownOutputTokens: Infinity,
  selfHosted: false,
  onThisMachine: false,
} as const;
