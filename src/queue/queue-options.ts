import { type Endpoint, listedModels } from "../core/endpoints/index.ts";
import { isOnOwnNetwork } from "../servers/index.ts";
import type { QueueOptions } from "./server-queue.ts";

/** Default of an endpoint's `concurrency`. */
const DEFAULT_CONCURRENCY = 8;

/**
 * Returns how an endpoint's requests queue. This depends only on its settings, so that all its requests share one
 * queue. An endpoint with all models of its server counts as one with several models.
 */
export function queueOptionsOf(endpoint: Endpoint, server: { readonly baseUrl: string }): QueueOptions {
  const { models, concurrency = DEFAULT_CONCURRENCY } = endpoint;
  const count = models === "*" ? Infinity : listedModels(endpoint).length;
  return { concurrency, swapsModels: swapsModels(server, count, concurrency) };
}

/** Default ports of servers that load models on demand: Ollama and LM Studio. */
const PORTS = ["11434", "1234"];

/**
 * Returns whether an endpoint is assumed to hold one model at a time: a server in the user's own network with several
 * models, on a default port of such servers or with a `concurrency` of 1, where grouping costs nothing. A wrong guess
 * changes only the order of requests, and on those ports the number of simultaneous requests.
 */
export function swapsModels({ baseUrl }: { readonly baseUrl: string }, models: number, concurrency: number): boolean {
  if (models < 2 || !isOnOwnNetwork(baseUrl)) return false;
  return concurrency === 1 || PORTS.includes(new URL(baseUrl).port);
}
