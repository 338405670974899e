import type { OpenAI } from "openai";
import { readRefusal, RefusalError, SetupError } from "../failures/index.ts";
import { inBytes, replyLimits } from "../limits/index.ts";
import { fitsHeader, type Server } from "../servers/index.ts";
import { dispatcherFor, loadUndici } from "./dispatchers.ts";

const A_DAY_MS = 86_400_000;

const clients = new WeakMap<Server, Promise<OpenAI>>();

type Fetch = typeof globalThis.fetch;

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
  // The next call makes a new client, because the user may correct the problem.
  client.catch(() => clients.delete(server));
  return client;
}

/** Preloads the packages that requests need. A package that fails to load fails again when it is used. */
export function loadClients(): void {
  Promise.all([import("openai"), loadUndici()]).catch(() => undefined);
}

/**
 * Returns a client of the openai package for one server. It sets everything that the package would read from the
 * environment: a key that the user exported for another service must not be sent. The client has no retries and no
 * timeouts of its own.
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
 * Makes a client without headers from the environment variable that the package reads without an option against it:
 * they are meant for another server.
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

/**
 * Returns the fetch for one server. It follows no redirects, which would forward the whole prompt, keeps no cookies,
 * has no retries, and has a timeout only for connecting.
 *
 * @returns a fetch that throws RefusalError when the status is not 2xx
 * @throws SetupError when the endpoint's proxy or certificates cannot be used
 */
async function fetchFrom(server: Server): Promise<Fetch> {
  const [undici, dispatcher] = await Promise.all([loadUndici(), dispatcherFor(server)]);
  // Two packages' types of the same standard, which TypeScript cannot match.
  const send = undici.fetch as unknown as (url: Parameters<Fetch>[0], init: object) => Promise<Response>;
  return async (url, init) => {
    const response = await send(url, { ...init, redirect: "manual", dispatcher });
    if (response.ok) return response;
    const { text, isWhole } = await beginningOf(response);
    const complaint = readRefusal(response.status, text, response.headers);
    const said = isWhole
      ? complaint.said
      : `an error of more than ${inBytes(replyLimits.errorBytes)}: ${complaint.said}`;
    throw new RefusalError({ ...complaint, said });
  };
}

/** Returns the useful part of an error's body, as far as it arrived; the rest is not read. */
async function beginningOf({ body }: Response): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
      pieces.push(piece);
      length += piece.byteLength;
      if (length > replyLimits.errorBytes) break;
    }
  } catch {
    // The status alone says enough.
  }
  const text = Buffer.concat(pieces).subarray(0, replyLimits.errorBytes).toString("utf8");
  return { text, isWhole: length <= replyLimits.errorBytes };
}
