import { randomUUID } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Sources } from "../assembly/index.ts";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { answerRequest, NoAnswer } from "./answer-request.ts";
import { chatReply } from "./chat-reply.ts";
import { type ChatRequest, chatRequest } from "./chat-request.ts";
import { streamChat } from "./chat-stream.ts";
import { embeddingsReply, embeddingsRequest } from "./embeddings.ts";
import { keyOfRequest } from "./guard.ts";
import { type Admission, KeyUse } from "./key-use.ts";
import type { KnownKeys, ServeKey } from "./keys.ts";
import type { McpSessions } from "./mcp-http.ts";
import { Metrics } from "./metrics.ts";
import { OpenAiError, refusalOf } from "./openai-error.ts";
import { type LogLine, RequestLog } from "./request-log.ts";
import type { Running } from "./running.ts";
import { mannerOf, refuseOtherThanEmbedder, type ServedManner, servedModels } from "./served-models.ts";

/** Largest body of a request, in bytes. */
const LARGEST_BODY = 8 << 20;

/** What the application needs. */
interface AppParts {
  /** Returns the sources of a request. @throws SettingsError */
  readonly sources: (manner: ServedManner) => Promise<Sources>;
  /** Folder of what the keys have spent. */
  readonly folder: string;
  readonly log: (line: LogLine) => void;
  readonly keys: KnownKeys;
  /** Whether only this machine reaches the server. */
  readonly isLocal: boolean;
  readonly running: Running;
  readonly sessions: McpSessions;
}

/** What is known of a request while it is answered. */
interface Known {
  readonly Variables: { readonly log: RequestLog; readonly key: ServeKey | null };
}

/** Returns the routes of the server. */
export function serveApp(parts: AppParts): Hono<Known> {
  const { running } = parts;
  const use = new KeyUse(parts.folder);
  const metrics = new Metrics(() => running.count);
  const onEnd = (line: LogLine): void => {
    metrics.count(line);
    parts.log(line);
  };
  const app = new Hono<Known>();

  app.use(async (context, next) => {
    const { method, path } = context.req;
    const log = new RequestLog(`req-${randomUUID()}`, { method, path: path.slice(0, 200) }, onEnd);
    context.set("log", log);
    context.header("x-request-id", log.id);
    await next();
  });
  app.onError((error, context) => refuse(error, context));
  app.notFound((context) => refuse(new OpenAiError(404, "There is nothing at this address."), context));

  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", (context) =>
    running.state === "open" ? context.json({ status: "ok" }) : context.json({ status: running.state }, 503),
  );

  app.use("/v1/*", identified(parts));
  app.use("/metrics", identified(parts));

  app.get("/metrics", async (context) => {
    const { text, type } = await metrics.page();
    return context.body(text, 200, { "content-type": type });
  });

  app.get("/v1/models", (context) => {
    const allowed = context.var.key?.models ?? servedModels;
    const data = servedModels.filter((id) => allowed.includes(id)).map(asListed);
    return context.json({ object: "list", data });
  });

  app.post("/v1/chat/completions", bodyLimit({ maxSize: LARGEST_BODY, onError: refuseLarge }), async (context) => {
    refuseUnlessOpen(running);
    const request = chatRequest(await bodyOf(context));
    const { key, log: about } = context.var;
    about.model = request.model;
    const found = await parts.sources(mannerOf(request.model, key?.models ?? null));
    const answer = answering({ request, sources: found, key, use, running, about, gone: context.req.raw.signal });
    return request.stream
      ? streamChat(context, { request, log: about, system: found.settings.system, answer: await answer })
      : context.json(chatReply(about.id, request, await (await answer)(() => undefined)));
  });

  app.use("/mcp", identified(parts));
  app.all("/mcp", async (context) => {
    refuseUnlessOpen(running);
    const { key } = context.var;
    const admit = async (capUsd: number | null): Promise<Admission> =>
      key === null ? { capUsd, end: () => Promise.resolve() } : use.admit(key, capUsd);
    const begin = (tool: string): RequestLog => {
      const log = new RequestLog(`call-${randomUUID()}`, { method: "MCP", path: tool }, onEnd);
      log.key = key?.name ?? null;
      return log;
    };
    const means = {
      sources: parts.sources,
      models: key?.models ?? null,
      admit,
      mayTeach: key === null,
      running,
      begin,
    };
    return parts.sessions.answer({ request: context.req.raw, owner: key?.id ?? null, means });
  });

  app.post("/v1/embeddings", bodyLimit({ maxSize: LARGEST_BODY, onError: refuseLarge }), async (context) => {
    refuseUnlessOpen(running);
    const request = embeddingsRequest(await bodyOf(context));
    const { key, log } = context.var;
    log.model = request.model;
    refuseOtherThanEmbedder(request.model, key?.models ?? null);
    const sources = await parts.sources({});
    const reply = await running.during((stop) =>
      embeddingsReply(request, {
        sources,
        key,
        use,
        log,
        signal: AbortSignal.any([stop.signal, context.req.raw.signal]),
      }),
    );
    return context.json(reply);
  });
  return app;
}

/** @throws OpenAiError when no further request is taken */
function refuseUnlessOpen({ state }: Running): void {
  if (state === "open") return;
  throw new OpenAiError(503, state === "full" ? "The server is busy." : "The server is shutting down.", {
    retryAfter: 5,
  });
}

/** Returns the step that finds out who asks, and writes the log line when the request is answered. */
function identified({ keys, isLocal }: AppParts): MiddlewareHandler<Known> {
  return async (context, next) => {
    const { log } = context.var;
    try {
      const key = await keyOfRequest(askingIn(context), keys, isLocal);
      log.key = key?.name ?? null;
      context.set("key", key);
      await next();
    } catch (error) {
      context.res = refuse(error, context);
    }
    const { status } = context.res;
    if (context.req.raw.signal.aborted) {
      log.problem = "client gone";
      // Whatever failed then, failed because of that.
      log.failure = null;
    } else if (status >= 400) log.problem ??= status < 500 ? "refused" : "failed";
    if (!log.isStreamed) log.end(status);
  };
}

const asListed = (id: string): object => ({ id, object: "model", created: 0, owned_by: "smcs" });

function askingIn({ req }: Context<Known>): Parameters<typeof keyOfRequest>[0] {
  return { authorization: req.header("authorization"), host: req.header("host"), origin: req.header("origin") };
}

/** A request that is to be answered. */
interface ToAnswer {
  readonly request: ChatRequest;
  readonly sources: Sources;
  readonly key: ServeKey | null;
  readonly use: KeyUse;
  readonly running: Running;
  readonly about: RequestLog;
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal;
}

/**
 * Admits a request, and resolves with the function that answers it.
 *
 * @throws OpenAiError when a limit of its key is reached
 */
async function answering({
  request,
  sources,
  key,
  use,
  running,
  about,
  gone,
}: ToAnswer): Promise<(onEvent: (event: RunEvent) => void) => Promise<RunRecord>> {
  const { budgetUsd } = sources.settings.policy;
  const admission = key === null ? null : await use.admit(key, budgetUsd);
  const capUsd = admission === null ? budgetUsd : admission.capUsd;
  return (onEvent) =>
    running.during(async (stop) => {
      const signal = AbortSignal.any([stop.signal, gone]);
      try {
        about.record = await answerRequest(request, { sources, capUsd, onEvent, signal });
        return about.record;
      } catch (error) {
        if (error instanceof NoAnswer) about.record = error.record;
        throw error;
      } finally {
        // A run that did not begin has cost nothing.
        await admission?.end(about.record === null ? 0 : about.record.totals.costUsd);
      }
    });
}

/** Returns the JSON of a request. @throws OpenAiError when it is none */
async function bodyOf({ req }: Context<Known>): Promise<unknown> {
  // A web page may send other types without asking the server first.
  if (!/^application\/json\b/iu.test(req.header("content-type") ?? ""))
    throw new OpenAiError(415, "The content type must be application/json.");
  const text = await req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new OpenAiError(400, "The body is not JSON.");
  }
}

function refuseLarge(): never {
  throw new OpenAiError(413, `The request is larger than ${LARGEST_BODY >> 20} MB.`);
}

/** Returns a refusal in OpenAI's form. */
function refuse(error: unknown, context: Context<Known>): Response {
  const refusal = refusalOf(error, context.var.log);
  const { retryAfter } = refusal.details;
  if (retryAfter !== undefined) context.header("retry-after", String(retryAfter));
  return context.json(refusal.body, refusal.status as 400);
}
