import { type Endpoint, listedModels } from "../../core/settings/index.ts";
import { isOnOwnNetwork } from "../own-server.ts";
import type { QueueOptions } from "./server-queue.ts";

/** Requests at the same time where an endpoint sets no `concurrency`. */
const DEFAULT_CONCURRENCY = 8;

/**
 * How an endpoint's requests queue up: a matter of its settings alone, so that everything that asks it for something
 * stands in the same line. Where it may be asked for every model that it has, those are taken for several.
 */
export function queueOptionsOf(endpoint: Endpoint, server: { readonly baseUrl: string }): QueueOptions {
  const { models, concurrency = DEFAULT_CONCURRENCY } = endpoint;
  const count = models === "*" ? Infinity : listedModels(endpoint).length;
  return { concurrency, swapsModels: swapsModels(server, count, concurrency) };
}

/** Usual ports of servers that load models on demand: Ollama and LM Studio. */
const PORTS = ["11434", "1234"];

/**
 * Whether an endpoint is taken for one that holds one model at a time: a server of the user's own with several models,
 * on a usual port of such servers, or with a `concurrency` of 1, where grouping costs nothing. A wrong guess only changes
 * the order, and at those ports the number, of requests at the same time.
 */
export function swapsModels({ baseUrl }: { readonly baseUrl: string }, models: number, concurrency: number): boolean {
  if (models < 2 || !isOnOwnNetwork(baseUrl)) return false;
  return concurrency === 1 || PORTS.includes(new URL(baseUrl).port);
}
