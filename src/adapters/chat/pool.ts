import pLimit from "p-limit";
import { messageOf } from "../../core/errors.ts";
import type { PoolMember } from "../../core/ports.ts";
import { matchModel } from "../../core/question-bank/match-models.ts";
import { type Endpoint, type EndpointModel, listedModels } from "../../core/settings/endpoint.ts";
import { type ChatTarget, referenceOf, type Server, serverOf } from "./chat-target.ts";
import { listModels } from "./list-models.ts";
import { openAiCompatible } from "./openai-compatible.ts";
import { withStandIns } from "./stand-ins.ts";

/** Requests at the same time where an endpoint sets no `concurrency`. */
const DEFAULT_CONCURRENCY = 8;

/** Finds the key of an endpoint; null when there is none. */
export type KeyOf = (endpoint: Endpoint) => Promise<string | null>;

/** A server that a model is asked on, as far as many requests must be planned for it. Holds no secret. */
export interface ServedAt extends Pick<ChatTarget, "name" | "kind" | "baseUrl" | "model"> {
  /** Requests at the same time, to all models of the endpoint together. */
  readonly concurrency: number;
}

/** A member of the pool with its servers, the one that answers first and then its stand-ins. */
export interface ServedMember extends PoolMember {
  readonly servers: readonly ServedAt[];
}

/** The model pool A and what could not be made part of it. */
export interface Pool {
  readonly members: readonly ServedMember[];
  /** One line per endpoint whose models are unknown. */
  readonly problems: readonly string[];
}

interface Offer {
  readonly name: string;
  readonly member: Omit<PoolMember, "name">;
  readonly server: ServedAt;
}

/**
 * The pool that a list of endpoints makes. Endpoints that serve the same model (same bank name) are one member, served
 * by the cheapest, unknown prices last.
 *
 * @param bankModels model names that the bank knows
 */
export async function buildPool(
  endpoints: readonly Endpoint[],
  keyOf: KeyOf,
  bankModels: readonly string[],
  signal: AbortSignal,
): Promise<Pool> {
  const enabled = endpoints.filter((endpoint) => endpoint.enabled !== false);
  const perEndpoint = await Promise.all(
    enabled.map(async (endpoint) => {
      const server = serverOf(endpoint, await keyOf(endpoint));
      try {
        return {
          offers: offersOf(endpoint, server, await modelsOf(endpoint, server, signal), bankModels),
          problem: null,
        };
      } catch (error) {
        return { offers: [], problem: `${endpoint.name}: ${messageOf(error)}` };
      }
    }),
  );
  const offers = perEndpoint.flatMap((one) => one.offers);
  const names = [...new Set(offers.map(({ name }) => name))];
  return {
    members: names.map((name) => toMember(name, offers)),
    problems: perEndpoint.flatMap(({ problem }) => (problem === null ? [] : [problem])),
  };
}

async function modelsOf(endpoint: Endpoint, server: Server, signal: AbortSignal): Promise<EndpointModel[]> {
  if (endpoint.models !== "*") return listedModels(endpoint);
  return (await listModels(server, signal)).map((id) => ({ id }));
}

function offersOf(
  { concurrency = DEFAULT_CONCURRENCY }: Endpoint,
  server: Server,
  models: readonly EndpointModel[],
  bankModels: readonly string[],
): Offer[] {
  const limit = pLimit(concurrency);
  return models.map((model) => {
    const target = { ...server, model };
    const member = {
      reference: referenceOf(target),
      chat: openAiCompatible(target, limit),
      price: typicalPrice(model),
      referencer: model.pool !== false,
      maxOutputTokens: model.maxOutputTokens ?? null,
    };
    const { name, kind, baseUrl } = server;
    return {
      name: matchModel({ ...model, reference: member.reference }, bankModels).bankName,
      member,
      server: { name, kind, baseUrl, model, concurrency },
    };
  });
}

/** US dollars per million prompt tokens and as many output tokens: only its order matters. */
function typicalPrice({ promptUsdPerMTok, completionUsdPerMTok }: EndpointModel): number | null {
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  return promptUsdPerMTok + completionUsdPerMTok;
}

function toMember(name: string, offers: readonly Offer[]): ServedMember {
  const same = offers.filter((offer) => offer.name === name);
  const byPrice = same.toSorted((a, b) => (a.member.price ?? Infinity) - (b.member.price ?? Infinity));
  const [cheapest] = byPrice;
  if (cheapest === undefined) throw new RangeError(`No endpoint serves ${name}.`);
  const chat = withStandIns(byPrice.map(({ member }) => member.chat));
  const referencer = same.some(({ member }) => member.referencer);
  return { ...cheapest.member, name, chat, referencer, servers: byPrice.map(({ server }) => server) };
}
