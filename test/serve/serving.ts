import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import OpenAI from "openai";
import { parseSettings } from "../../src/core/settings/index.ts";
import { serve, type Served, type ServeOptions } from "../../src/serve/index.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { endpointOf, modelsServer, type ModelsServer } from "../support/http/models-server.ts";

/** A server of SMCS over simulated models. */
export interface Serving {
  readonly served: Served;
  /** The address without `/v1`. */
  readonly origin: string;
  readonly models: ModelsServer;
  /** Folder of the keys. */
  readonly folder: string;
  readonly log: readonly Parameters<ServeOptions["log"]>[0][];
  /** Returns a client of the official package. */
  readonly client: (apiKey?: string) => OpenAI;
  /** Sends a request of its own making to a path. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
}

/** What differs from the usual server. */
interface Differences extends Partial<Pick<ServeOptions, "host" | "tls" | "behindProxy" | "folder">> {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Prices of the models, US dollars per million tokens. */
  readonly price?: number;
  /** What all models answer. */
  readonly reply?: string;
}

const MODELS = ["a", "b", "c"];

/** Returns a folder that is removed after the test. */
export async function temporary(t: Pick<TestContext, "after">): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-serve-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Serves three models on loopback, each of which answers with its name; merged answers say `merged`. */
export async function serving(
  t: Pick<TestContext, "after">,
  { settings = {}, price = 0, folder, reply, ...others }: Differences = {},
): Promise<Serving> {
  const own = folder ?? (await temporary(t));
  const models = await modelsServer(MODELS, ({ body }) => {
    if (reply !== undefined) return reply;
    const isMerging = JSON.stringify(body?.["messages"]).includes("Response 1");
    return isMerging ? "merged" : `from ${String(body?.["model"])}`;
  });
  const prices = { promptUsdPerMTok: price, completionUsdPerMTok: price };
  const raw = {
    "smcs.endpoints": [
      endpointOf(
        models,
        MODELS.map((id) => ({ id, ...prices })),
      ),
    ],
    "smcs.hedge": "off",
  };
  const log: Parameters<ServeOptions["log"]>[0][] = [];
  const served = await serve({
    sources: ({ preset, system }) =>
      Promise.resolve({
        settings: parseSettings({
          ...raw,
          ...settings,
          ...(preset !== undefined && { "smcs.preset": preset }),
          ...(system !== undefined && { "smcs.system": system }),
        }),
        keyOf: () => Promise.resolve(null),
        bankFolder: path.join(own, "bank"),
        starterFolder: path.join(repositoryRoot, "starter-bank"),
        modelsFolder: own,
        simulated: null,
        sandboxFolders: { dist: path.join(repositoryRoot, "dist"), snapshots: path.join(own, "sandbox") },
      }),
    folder: own,
    host: "127.0.0.1",
    port: 0,
    tls: null,
    behindProxy: false,
    log: (line) => log.push(line),
    ...others,
  });
  t.after(async () => {
    models.release();
    await served.close(0);
    await models.close();
  });
  const origin = served.url.replace(/\/v1$/u, "");
  return {
    served,
    origin,
    models,
    folder: own,
    log,
    client: (apiKey = "none") => new OpenAI({ apiKey, baseURL: served.url, maxRetries: 0 }),
    send: (to, init) => fetch(`${origin}${to}`, init),
  };
}

/** The usual question. */
export const ask = (model = "smcs/coding") => ({
  model,
  messages: [{ role: "user" as const, content: "How do I sort a list?" }],
});

/** Returns a request as `fetch` sends it. */
export function posted(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method: "POST", headers: { "content-type": "application/json", ...headers }, body: text };
}
