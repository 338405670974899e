import type { OpenAI } from "openai";
import type { Server } from "./chat-target.ts";
import { fitsHeader } from "./redact.ts";
import { loadUndici } from "./transport/dispatchers.ts";
import { fetchFrom } from "./transport/server-fetch.ts";
import { SetupError } from "./transport/setup-error.ts";

const A_DAY_MS = 86_400_000;

const clients = new WeakMap<Server, Promise<OpenAI>>();

/**
 * The client for one server: the same for as long as the server's description is the same object.
 *
 * @throws SetupError when its key, headers, proxy or certificates cannot be used
 */
export function openAiClient(server: Server): Promise<OpenAI> {
  const known = clients.get(server);
  if (known !== undefined) return known;
  const client = newClient(server);
  clients.set(server, client);
  // What was wrong may be put right.
  client.catch(() => clients.delete(server));
  return client;
}

/** Loads what requests need, so that the first one need not wait for it. What fails will fail again when it is used. */
export function loadClients(): void {
  Promise.all([import("openai"), loadUndici()]).catch(() => undefined);
}

/**
 * A client of the openai package for one server. Everything that the package would take from the environment is set
 * here: a key that the user exported for someone else must not travel. Nothing is retried, and time limits are the
 * caller's.
 */
async function newClient(server: Server): Promise<OpenAI> {
  const { baseUrl, apiKey, headers } = server;
  if (!fitsHeader(apiKey ?? ""))
    throw new SetupError("its API key holds a line break or another character that cannot be sent. Set it again.");
  const unfit = Object.keys(headers).find((name) => !fitsHeader(headers[name] ?? ""));
  if (unfit !== undefined)
    throw new SetupError(`its header ${unfit} holds a character that cannot be sent. Correct it in the settings.`);
  const [{ OpenAI }, fetch] = await Promise.all([import("openai"), fetchFrom(server)]);
  return withoutForeignHeaders(
    () =>
      new OpenAI({
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
        fetch,
      }),
  );
}

/** The package takes headers from a variable, with no option against it; they were meant for another server. */
function withoutForeignHeaders<Client>(make: () => Client): Client {
  const foreign = process.env["OPENAI_CUSTOM_HEADERS"];
  if (foreign === undefined) return make();
  delete process.env["OPENAI_CUSTOM_HEADERS"];
  try {
    return make();
  } finally {
    process.env["OPENAI_CUSTOM_HEADERS"] = foreign;
  }
}
