import { isIP } from "node:net";
import { isOnThisMachine } from "../../chat/own-server.ts";
import { type Endpoint, endpointKinds } from "../../core/settings/index.ts";
import type { ServerFacts } from "../../probe/find-server.ts";

/** Returns a name that no endpoint has: the suggestion, or that with a number. */
export function freeName(suggestion: string, taken: ReadonlySet<string>): string {
  let name = suggestion;
  for (let number = 2; taken.has(name); number++) name = `${suggestion}-${number}`;
  return name;
}

/** Returns a name that fits a server: its program's on this machine and behind a bare address, else its host's. */
export function suggestedName({ kind, baseUrl, program }: Omit<ServerFacts, "models">): string {
  if (endpointKinds[kind].home !== null) return kind;
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, "");
  const byProgram = program?.toLowerCase().replaceAll(" ", "-");
  if (isOnThisMachine(baseUrl)) return byProgram ?? "local";
  if (isIP(host) !== 0) return byProgram ?? host.replaceAll(":", "-");
  const name = host.replace(/^(api|www)\.(?=.*\.)/, "").replace(/\.(local|lan|internal|home\.arpa)$/, "");
  return name.replace(/[^A-Za-z0-9._-]/g, "-");
}

/** Returns what is wrong with a name that an endpoint is to get, as a kind of fault; null for nothing. */
export function nameFault(name: string, taken: ReadonlySet<string>): "letters" | "taken" | null {
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return "letters";
  return taken.has(name) ? "taken" : null;
}

/**
 * Returns the endpoint that a server becomes, without models. A server that says how many requests it answers at once
 * gets no more.
 */
export function newEndpoint(server: ServerFacts, taken: ReadonlySet<string>): Endpoint {
  const { kind, baseUrl, slots } = server;
  const address = baseUrl === endpointKinds[kind].home ? { kind } : { kind, baseUrl };
  const concurrency = slots === undefined ? {} : { concurrency: slots };
  return { name: freeName(suggestedName(server), taken), ...address, ...concurrency, models: [] };
}
