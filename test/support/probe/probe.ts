import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import { type LocalServer, localServer, type SeenRequest } from "../http/local-server.ts";
import { beginStream, endStream, sendError, sendJson, sendPart } from "../http/sse.ts";
import type { Endpoint } from "../../../src/core/endpoints/index.ts";
import { type ChatTarget, serverOf } from "../../../src/servers/index.ts";

/** Answers by path; other paths are answered with 404. */
export type Paths = Readonly<Record<string, (request: SeenRequest, response: ServerResponse) => void>>;

/** Starts a server that answers by path, closed after the test. */
export async function serverWith(t: TestContext, paths: Paths): Promise<LocalServer> {
  const server = await localServer((request, response) => {
    const answer = paths[request.path.replace(/\?.*/, "")];
    if (answer === undefined) sendError(response, 404, "no such path");
    else answer(request, response);
  });
  t.after(() => server.close());
  return server;
}

/** Returns a path that answers with one document. */
export function json(document: unknown): Paths[string] {
  return (_, response) => {
    sendJson(response, 200, document);
  };
}

/** A server's behaviour for chats. */
export interface ChatHabits {
  /** Fields that it refuses. */
  readonly refuses?: readonly string[];
  /** Whether it ignores the requested number of choices. */
  readonly ignoresChoices?: boolean;
  readonly sendsLogprobs?: boolean;
  readonly thinks?: boolean;
  /** The cost that the server reports. */
  readonly costUsd?: number;
}

/** Returns a chat completion that counts to five. */
export function counting({ refuses = [], ignoresChoices, sendsLogprobs, thinks, costUsd }: ChatHabits): Paths[string] {
  return ({ body }, response) => {
    const refused = refuses.find((field) => body?.[field] !== undefined);
    if (refused !== undefined) {
      sendError(response, 400, `${refused} is not supported`);
      return;
    }
    const choices = ignoresChoices === true ? 1 : Number(body?.["n"] ?? 1);
    const logprobs = sendsLogprobs === true && body?.["logprobs"] === true;
    beginStream(response);
    for (let index = 0; index < choices; index++) {
      if (thinks === true) sendPart(response, { index, reasoning: "Easy." });
      for (const token of ["one", " two", " three"]) {
        sendPart(response, { index, content: token, ...(logprobs ? { logprobs: [{ token, logprob: -0.1 }] } : {}) });
      }
      sendPart(response, { index, content: "", finish: "stop" });
    }
    const usage = { prompt_tokens: 20, completion_tokens: 3 * choices };
    endStream(response, costUsd === undefined ? usage : { ...usage, ...{ cost: costUsd } });
  };
}

/** Returns one model of a server, as in the settings. */
export function targetAt(server: LocalServer, changes: Partial<Endpoint> = {}, model = { id: "m" }): ChatTarget {
  const endpoint: Endpoint = { name: "mine", kind: "openai", baseUrl: `${server.url}/v1`, models: [model], ...changes };
  return { ...serverOf(endpoint, null), model };
}

/** Options of a probe that asks models, at a fixed time. */
export const asking = {
  sampling: { temperature: 0.7, presencePenalty: 1.05 },
  ask: true,
  now: () => "2026-01-02T03:04:05.000Z",
};

export const never = new AbortController().signal;
