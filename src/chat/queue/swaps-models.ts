import { isOnOwnNetwork } from "../own-server.ts";

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
