import type { OpenAI } from "openai";
import { fitsHeader, type Server } from "../servers/index.ts";
import { loadUndici } from "./dispatchers.ts";
import { fetchFrom } from "./server-fetch.ts";
import { SetupError } from "../failures/index.ts";

const A_DAY_MS = 86_400_000;

const clients = new WeakMap<Server, Promise<OpenAI>>();

/**
 * Returns the client for one server; calls with the same object share one client.
 *
 * @throws SetupError when its key, headers, proxy or certificates cannot be used
 */
export function openAiClient(server: Server): Promise<OpenAI> {
  const known = clients.get(server);
  if (known !== undefined) return known;
  const client = newClient(server);
  clients.set(server, client);
  // The user may correct what was wrong.
  client.catch(() => clients.delete(server));
  return client;
}

/** Preloads the packages that requests need. A package that fails to load fails again when it is used. */
export function loadClients(): void {
  Promise.all([import("openai"), loadUndici()]).catch(() => undefined);
}

/**
 * A client of the openai package for one server. It sets everything that the package would read from the environment: a
 * key that the user exported for another service must not be sent. The client retries nothing and has no time limits of
 * its own.
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

/**
 * The package reads headers from an environment variable and has no option against it; they are meant for another
 * server.
 */
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
