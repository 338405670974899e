import type { ServerResponse } from "node:http";
import type { SeenRequest } from "../support/http/local-server.ts";
import { beginStream, endStream, sendPart } from "../support/http/sse.ts";

/** What every model says whose server lets it. */
export const ANSWER = "Use a Map: it keeps the order of insertion.";

const LOGPROBS = [{ token: ANSWER, logprob: -0.1 }];

/** Answers as a good server does: as many choices as were asked for, log-probabilities where they are wanted, usage. */
export function answerWell(response: ServerResponse, request: SeenRequest): void {
  endStream(response, { prompt_tokens: 10, completion_tokens: 9 * answerWithoutEnd(response, request) });
}

/** The same, but for the usage and the end; returns the number of choices. */
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
