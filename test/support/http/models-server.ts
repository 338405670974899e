import type { LocalServer, SeenRequest } from "./local-server.ts";
import { localServer } from "./local-server.ts";
import { sendError, sendJson, streamAll } from "./sse.ts";

/** A server whose models answer at once, or when released. */
export interface ModelsServer extends LocalServer {
  /** Returns the number of requested answers. */
  readonly asked: () => number;
  /** Makes answers wait for `release` from now on: all of them, or those to the given requests. */
  readonly hold: (held?: (request: SeenRequest) => boolean) => void;
  readonly release: () => void;
}

/** Returns a model's reply: a text, or an error with which the request is refused. */
type Reply = (request: SeenRequest, choice: number) => string | Error;

/** Starts a server of these models on loopback. With a key, it refuses all requests without that key. */
export async function modelsServer(
  models: readonly string[],
  reply: Reply,
  key: string | null = null,
): Promise<ModelsServer> {
  let released = Promise.resolve();
  let isHeld = (_: SeenRequest): boolean => true;
  let release = (): void => undefined;
  const server = await localServer(async (request, response) => {
    if (key !== null && request.headers.authorization !== `Bearer ${key}`) {
      sendError(response, 401, "A key is needed.");
      return;
    }
    if (request.path.endsWith("/models")) {
      sendJson(response, 200, { object: "list", data: models.map((id) => ({ id })) });
      return;
    }
    if (isHeld(request)) await released;
    const choices = Array.from({ length: Number(request.body?.["n"] ?? 1) }, (_, index) => index);
    const replies = choices.map((index) => reply(request, index));
    const refusal = replies.find((text) => text instanceof Error);
    if (refusal !== undefined) sendError(response, 401, refusal.message);
    else streamAll(response, replies.map((text, index) => ({ index, content: String(text), finish: "stop" }))); // prettier-ignore
  });
  return {
    ...server,
    asked: () => server.seen.filter(({ path }) => path.endsWith("/chat/completions")).length,
    hold: (held = () => true) => {
      isHeld = held;
      released = new Promise((resolve) => (release = resolve));
    },
    release: () => {
      release();
    },
  };
}

/** Returns the setting of an endpoint with these models. */
export function endpointOf(server: LocalServer, models: readonly unknown[]): Readonly<Record<string, unknown>> {
  return { name: "mine", kind: "openai", baseUrl: server.url, models };
}
