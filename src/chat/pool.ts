import { messageOf } from "../core/errors.ts";
import { matchModel } from "../core/model-names/index.ts";
import type { ServerTraits, TokenPrices } from "../core/ports.ts";
import { type Endpoint, type EndpointModel, listedModels } from "../core/endpoints/index.ts";
import {
  type ChatTarget,
  isOnOwnNetwork,
  isOnThisMachine,
  referenceOf,
  type Server,
  serverOf,
} from "../servers/index.ts";
import { listModels, type ModelFacts } from "../server-facts/index.ts";
import { type MemberOf, membersOf, type Offer } from "./members.ts";
import { loadClients } from "../transport/index.ts";
import { openAiCompatible } from "./openai-compatible.ts";
import { patientTurns, queueOptionsOf, sharedTraffic, type Traffic } from "../queue/index.ts";
import { ownOutputTokens } from "../requests/index.ts";

/** Returns the key of an endpoint; null when there is none. */
export type KeyOf = (endpoint: Endpoint) => Promise<string | null>;

/** The server of a model, with the facts that planning many requests needs. Contains no secret. */
export interface ServedAt extends ServerTraits, Pick<ChatTarget, "kind" | "baseUrl" | "model"> {
  /** Maximum number of simultaneous requests to all models of the endpoint. */
  readonly concurrency: number;
}

/** A member of the pool with its servers: the first one to ask, then its stand-ins. */
export type ServedMember = MemberOf<ServedAt>;

/** The model pool A, and the endpoints and models that are not part of it. */
export interface Pool<Traits extends ServerTraits = ServedAt> {
  readonly members: readonly MemberOf<Traits>[];
  /** One sentence for each endpoint whose models are unknown. */
  readonly problems: readonly string[];
}

/** What a pool is made from. */
interface PoolSources<Other extends ServerTraits> {
  readonly endpoints: readonly Endpoint[];
  readonly keyOf: KeyOf;
  /** Model names that the bank knows. */
  readonly bankModels: readonly string[];
  /** The queues of the servers; pools of one process share them. */
  readonly traffic?: Traffic;
  /** Models that no endpoint serves. */
  readonly others?: readonly Offer<Other>[];
}

/**
 * Returns the pool for a list of endpoints. Endpoints that serve the same model (same bank name) form one member,
 * served by the cheapest, unknown prices last.
 */
export async function buildPool<Other extends ServerTraits = ServedAt>(
  { endpoints, keyOf, bankModels, traffic = sharedTraffic, others = [] }: PoolSources<Other>,
  signal: AbortSignal,
): Promise<Pool<ServedAt | Other>> {
  const enabled = endpoints.filter((endpoint) => endpoint.enabled !== false);
  if (enabled.length > 0) loadClients();
  const scene = { run: {}, traffic, bankModels };
  const perEndpoint = await Promise.all(
    enabled.map(async (endpoint) => {
      const server = serverOf(endpoint, await keyOf(endpoint));
      try {
        const models =
          endpoint.models === "*" ? (await listModels(server, signal)).map(asItIs) : listedModels(endpoint);
        return { offers: offersOf(endpoint, server, models, scene), problem: null };
      } catch (error) {
        return { offers: [], problem: `${endpoint.name}: ${messageOf(error)}` };
      }
    }),
  );
  const offers = perEndpoint.flatMap((one) => one.offers);
  return {
    members: membersOf<ServedAt | Other>([...offers, ...others], bankModels, traffic.time.clock),
    problems: perEndpoint.flatMap(({ problem }) => (problem === null ? [] : [problem])),
  };
}

/** Returns a listed model in the form of the settings. */
function asItIs({ id, contextTokens, vision }: ModelFacts): EndpointModel {
  return { id, ...(contextTokens !== null && { contextTokens }), ...(vision !== undefined && { vision }) };
}

/** Data that the models of a pool share. */
interface Scene {
  /** Identifies the run. */
  readonly run: object;
  readonly traffic: Traffic;
  readonly bankModels: readonly string[];
}

function offersOf(
  endpoint: Endpoint,
  server: Server,
  models: readonly EndpointModel[],
  { run, traffic, bankModels }: Scene,
): Offer<ServedAt>[] {
  const { costPerHourUsd = null } = endpoint;
  const options = queueOptionsOf(endpoint, server);
  const { concurrency } = options;
  const queue = traffic.queueOf(server, options);
  const { time, random } = traffic;
  const { name, kind, baseUrl } = server;
  const place = { selfHosted: isOnOwnNetwork(baseUrl), onThisMachine: isOnThisMachine(baseUrl) };
  return models.map((model) => {
    const target = { ...server, model };
    const turns = patientTurns({ target, queue, run, time, random });
    const reference = referenceOf(target);
    const prices = pricesOf(model);
    const { contextTokens = null, systemPrompt = "", vision } = model;
    const own = { systemBytes: Buffer.byteLength(systemPrompt), ownOutputTokens: ownOutputTokens(target) };
    return {
      name: matchModel({ ...model, reference }, bankModels).bankName,
      reference,
      chat: openAiCompatible(target, turns, traffic.abilitiesOf(target), time.clock),
      price: prices && prices.promptUsdPerMTok + prices.completionUsdPerMTok,
      referencer: model.pool !== false,
      maxOutputTokens: model.maxOutputTokens ?? null,
      server: {
        name,
        kind,
        baseUrl,
        model,
        concurrency,
        prices,
        costPerHourUsd,
        contextTokens,
        ...own,
        ...place,
        ...(vision !== undefined && { vision }),
      },
    };
  });
}

function pricesOf({ promptUsdPerMTok, completionUsdPerMTok }: EndpointModel): TokenPrices | null {
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  return { promptUsdPerMTok, completionUsdPerMTok };
}
