import type { ServerFacts } from "../../probe/find-server.ts";
import { type Endpoint, endpointKinds } from "../../core/settings/index.ts";
import { freeName, suggestedName } from "./endpoint-name.ts";

/** The endpoint that a server becomes, without models. A server that says how many requests it answers at once gets no more. */
export function newEndpoint(server: ServerFacts, taken: ReadonlySet<string>): Endpoint {
  const { kind, baseUrl, slots } = server;
  const address = baseUrl === endpointKinds[kind].home ? { kind } : { kind, baseUrl };
  const concurrency = slots === undefined ? {} : { concurrency: slots };
  return { name: freeName(suggestedName(server), taken), ...address, ...concurrency, models: [] };
}
