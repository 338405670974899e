import { type Endpoint, listedModels } from "../../core/settings/index.ts";
import type { QueueOptions } from "./server-queue.ts";
import { swapsModels } from "./swaps-models.ts";

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
