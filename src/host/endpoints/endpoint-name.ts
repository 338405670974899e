import { isIP } from "node:net";
import { isOnThisMachine } from "../../servers/index.ts";
import { type Endpoint, endpointKinds } from "../../core/endpoints/index.ts";
import type { ServerFacts } from "../../probe/discovery/index.ts";

/** Returns an unused endpoint name: the suggestion, or the suggestion with a number. */
export function freeName(suggestion: string, taken: ReadonlySet<string>): string {
  let name = suggestion;
  for (let number = 2; taken.has(name); number++) name = `${suggestion}-${number}`;
  return name;
}

/** Returns a name for a server: its program's name on this machine or for an IP address, else its host's name. */
export function suggestedName({ kind, baseUrl, program }: Omit<ServerFacts, "models">): string {
  if (endpointKinds[kind].home !== null) return kind;
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, "");
  const byProgram = program?.toLowerCase().replaceAll(" ", "-");
  if (isOnThisMachine(baseUrl)) return byProgram ?? "local";
  if (isIP(host) !== 0) return byProgram ?? host.replaceAll(":", "-");
  const name = host.replace(/^(api|www)\.(?=.*\.)/, "").replace(/\.(local|lan|internal|home\.arpa)$/, "");
  return name.replace(/[^A-Za-z0-9._-]/g, "-");
}

/** Returns the fault of a new endpoint's name; null for a usable name. */
export function nameFault(name: string, taken: ReadonlySet<string>): "letters" | "taken" | null {
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return "letters";
  return taken.has(name) ? "taken" : null;
}

/**
 * Returns a server's endpoint without models. If the server states its number of simultaneous requests, that is the
 * endpoint's concurrency.
 */
export function newEndpoint(server: ServerFacts, taken: ReadonlySet<string>): Endpoint {
  const { kind, baseUrl, slots } = server;
  const address = baseUrl === endpointKinds[kind].home ? { kind } : { kind, baseUrl };
  const concurrency = slots === undefined ? {} : { concurrency: slots };
  return { name: freeName(suggestedName(server), taken), ...address, ...concurrency, models: [] };
}
