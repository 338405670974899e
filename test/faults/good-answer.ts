import type { ServerResponse } from "node:http";
import type { SeenRequest } from "../support/http/local-server.ts";
import { beginStream, endStream, sendPart } from "../support/http/sse.ts";

/** The answer of every model whose server works. */
export const ANSWER = "Use a Map: it keeps the order of insertion.";

const LOGPROBS = [{ token: ANSWER, logprob: -0.1 }];

/** Answers as a good server does: with the requested number of choices, log-probabilities when requested, and usage. */
export function answerWell(response: ServerResponse, request: SeenRequest): void {
  endStream(response, { prompt_tokens: 10, completion_tokens: 9 * answerWithoutEnd(response, request) });
}

/** Answers in the same way without usage and end. Returns the number of choices. */
export function answerWithoutEnd(response: ServerResponse, { body }: SeenRequest): number {
  const { n: choices = 1, logprobs } = (body ?? {}) as { readonly n?: number; readonly logprobs?: boolean };
  beginStream(response);
  for (let index = 0; index < choices; index += 1) {
    const measured = logprobs === true ? { logprobs: LOGPROBS } : {};
    sendPart(response, { index, content: ANSWER, ...measured });
    sendPart(response, { index, finish: "stop" });
  }
  return choices;
}
