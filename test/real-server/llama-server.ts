import type { ChildProcess } from "node:child_process";
import type { TestContext } from "node:test";
import { buildPool } from "../../src/chat/index.ts";
import { realTime, Traffic } from "../../src/queue/index.ts";
import type { ChatDelta, ChatModel, ChatReply, ChatRequest } from "../../src/core/ports.ts";
import type { Endpoint } from "../../src/core/endpoints/index.ts";
import { startProcess } from "../support/processes/start-process.ts";
import { until } from "../support/until.ts";
import { freePort } from "../support/vscode/free-port.ts";

const { SMCS_LLAMA_SERVER: program = "", SMCS_LLAMA_MODEL: model = "" } = process.env;

/** Why no server can be started; false if one can. */
export const skip =
  program === "" || model === ""
    ? "SMCS_LLAMA_SERVER and SMCS_LLAMA_MODEL name no llama-server and no model: CONTRIBUTING.md says how to run this."
    : false;

/** The id that the server gives its model. */
export const MODEL = "tiny";

/** Options for starting a server. */
interface ServerOptions {
  readonly slots?: number;
  /** Number of tokens of all slots together. */
  readonly context?: number;
  /** Whether each slot may use the whole context, as by default. */
  readonly sharesContext?: boolean;
  readonly port?: number;
}

/** llama.cpp's own server on 127.0.0.1. */
export interface LlamaServer {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Returns the number of busy slots. */
  readonly busy: () => Promise<number>;
  /** Returns the number of requests that wait for a slot. */
  readonly waiting: () => Promise<number>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
  /** Rejects when the process ends, with its last output. */
  readonly runs: Promise<never>;
}

/**
 * Starts the server and resolves when it answers, possibly before it has loaded its model. The server ends with the
 * test.
 */
export async function llamaServer(
  t: Pick<TestContext, "after">,
  { slots = 2, context = 8192, sharesContext = true, port }: ServerOptions = {},
): Promise<LlamaServer> {
  const own = port ?? (await freePort());
  const shape = ["-c", String(context), "-np", String(slots), sharesContext ? "-kvu" : "-no-kvu"];
  // Without a single context for all slots, some models cannot compute embeddings.
  const embeds = sharesContext ? ["--embeddings"] : ["--pooling", "none"];
  // Each connection takes a thread, even if it is idle.
  const threads = ["--threads-http", "40"];
  const quick = ["-t", "1", "-tb", "1", "--no-warmup", "--offline", "--sse-ping-interval", "1", "--metrics"];
  const at = ["--host", "127.0.0.1", "--port", String(own), "--alias", MODEL];
  const { child, ended } = startProcess(t, program, ["-m", model, ...shape, ...embeds, ...quick, ...threads, ...at], {
    limit: 300_000,
  });
  const url = `http://127.0.0.1:${own}`;
  const answers = until("the server answers", async () => (await health(url)) !== null);
  const runs = ended.then(({ stderr }) => {
    throw new Error(`The server ended: ${stderr.slice(-2000)}`);
  });
  // The rejection is also handled when nothing waits for it any longer.
  runs.catch(() => undefined);
  await Promise.race([answers, runs]);
  return { url, port: own, child, busy: () => busySlots(url), waiting: () => waitingRequests(url), ended, runs };
}

/** Resolves when the server has loaded its model. */
export async function loaded(server: LlamaServer): Promise<LlamaServer> {
  const isLoaded = until("the model is loaded", async () => (await health(server.url)) === 200);
  await Promise.race([isLoaded, server.runs]);
  return server;
}

/** Returns the status of the server's health report; null when nothing answers. */
async function health(url: string): Promise<number | null> {
  return fetch(`${url}/health`).then(
    ({ status }) => status,
    () => null,
  );
}

async function busySlots(url: string): Promise<number> {
  const response = await fetch(`${url}/slots`);
  const slots = (await response.json()) as readonly { readonly is_processing: boolean }[];
  return slots.filter(({ is_processing: isBusy }) => isBusy).length;
}

async function waitingRequests(url: string): Promise<number> {
  const response = await fetch(`${url}/metrics`);
  return Number(/^llamacpp:requests_deferred (\d+)/m.exec(await response.text())?.[1]);
}

/** A model whose reply never ends by itself: it writes until it is stopped or the context is full. */
export const endless: Endpoint["models"] = [{ id: MODEL, parameters: { ignore_eos: true } }];

/** A request like that of a run, with a short answer. */
export const request: ChatRequest = {
  messages: [{ role: "user", content: "hello" }],
  choices: 1,
  logprobs: false,
  sampling: { temperature: 0.7, presencePenalty: 0, maxOutputTokens: 64 },
  seed: 5,
  usefulForMs: null,
};

/** The same request with as much room as possible for the answer. */
export const longRequest: ChatRequest = { ...request, sampling: { ...request.sampling, maxOutputTokens: 100_000 } };

/** Returns a prompt of this many words. */
export const wordy = (words: number): ChatRequest["messages"] => [{ role: "user", content: "hello ".repeat(words) }];

/** Returns the server's model as in a run, with a separate queue. */
export async function modelAt({ url }: LlamaServer, changes: Partial<Endpoint> = {}): Promise<ChatModel> {
  const endpoint: Endpoint = { name: "llama", kind: "openai", baseUrl: url, models: "*", ...changes };
  const traffic = new Traffic(realTime, () => 0);
  const { members, problems } = await buildPool(
    { endpoints: [endpoint], keyOf: () => Promise.resolve(null), bankModels: [], traffic },
    never,
  );
  const member = members[0];
  if (member === undefined) throw new Error(problems.join("\n"));
  return member.chat;
}

export const never = new AbortController().signal;

/** Sends a request, and passes each piece to the test. */
export function ask(
  asked: ChatModel,
  wanted: ChatRequest = request,
  onDelta: (delta: ChatDelta) => void = () => undefined,
  signal: AbortSignal = never,
): Promise<ChatReply> {
  return asked.chat(wanted, onDelta, signal);
}
