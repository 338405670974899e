import type { OpenAI } from "openai";
import type { Server } from "./chat-target.ts";
import { StreamError } from "./describe-failure.ts";
import { fitsHeader } from "./redact.ts";

const A_DAY_MS = 86_400_000;

const clients = new WeakMap<Server, Promise<OpenAI>>();

/** The client for one server: the same for as long as the server's description is the same object. */
export function openAiClient(server: Server): Promise<OpenAI> {
  const client = clients.get(server) ?? newClient(server);
  clients.set(server, client);
  return client;
}

/** Loads the openai package, so that the first request need not wait for it. What fails will fail again when it is used. */
export function loadClients(): void {
  Promise.all([import("openai"), import("openai/streaming")]).catch(() => undefined);
}

/**
 * A client of the openai package for one server. Everything that the package would take from the environment is set
 * here: a key that the user exported for someone else must not travel. Redirects are refused, since the whole prompt
 * would follow them. Nothing is retried, and time limits are the caller's, up to the five minutes that fetch has of its
 * own.
 *
 * @throws StreamError when key or headers cannot be sent
 */
async function newClient({ baseUrl, apiKey, headers }: Server): Promise<OpenAI> {
  if (!fitsHeader(apiKey ?? ""))
    throw new StreamError("its API key holds a line break or another character that cannot be sent. Set it again.");
  const unfit = Object.keys(headers).find((name) => !fitsHeader(headers[name] ?? ""));
  if (unfit !== undefined) throw new StreamError(`its header ${unfit} holds a character that cannot be sent.`);
  const { OpenAI } = await import("openai");
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    defaultHeaders: { ...(apiKey === null ? { Authorization: null } : {}), ...headers },
    maxRetries: 0,
    timeout: A_DAY_MS,
    logLevel: "off",
    fetch: (url, init) => fetch(url, { ...init, ...withoutForeign(init?.headers, headers), redirect: "error" }),
  });
}

/** The package also adds the headers of a variable, with no option against it; they were meant for another server. */
function withoutForeign(
  sent: ConstructorParameters<typeof Headers>[0],
  own: Server["headers"],
): { readonly headers?: Headers } {
  const foreign = process.env["OPENAI_CUSTOM_HEADERS"];
  if (foreign === undefined) return {};
  const kept = new Headers(sent);
  const ours = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  for (const line of foreign.split("\n")) {
    const name = line
      .slice(0, Math.max(0, line.indexOf(":")))
      .trim()
      .toLowerCase();
    if (name !== "" && !ours.has(name)) kept.delete(name);
  }
  return { headers: kept };
}
