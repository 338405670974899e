import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import { type LocalServer, localServer, type SeenRequest } from "./local-server.ts";
import { sendError, sendJson } from "./sse.ts";

/** A reply as OpenAI's servers send it. */
export interface EmbeddingsBody {
  readonly object: "list";
  readonly data: { readonly object: "embedding"; index: number; embedding: unknown }[];
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}

/** What a server of embeddings makes of requests. */
export interface EmbeddingHabits {
  /** Numbers of a vector; 4 without it. */
  readonly dimension?: number;
  /** Tokens that a text may have. */
  readonly window?: number;
  /** Texts that a request may have. */
  readonly mostTexts?: number;
  /** Texts for which it refuses the whole request; a string is what it says then. */
  readonly refuses?: (text: string) => boolean | string;
  /** Changes a reply before it is sent. */
  readonly change?: (body: EmbeddingsBody, texts: readonly string[]) => unknown;
}

/** The texts of a request. */
export function textsOf({ body }: SeenRequest): string[] {
  const input = body?.["input"];
  return typeof input === "string" ? [input] : (input as string[]);
}

/** A token for every four characters, as servers count about. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/** What the server makes of a text: not normalised, another direction for every text that has other words. */
export function vectorOf(text: string, dimension = 4): number[] {
  const vector = new Array<number>(dimension).fill(0).fill(1, 0, 1);
  for (let at = 0; at < text.length; at++) {
    const i = text.charCodeAt(at) % dimension;
    vector[i] = (vector[i] as number) + 1;
  }
  return vector;
}

/** Answers a request for embeddings. */
export function answerEmbeddings(seen: SeenRequest, response: ServerResponse, habits: EmbeddingHabits = {}): void {
  const { dimension = 4, window = Infinity, mostTexts = Infinity, refuses = () => false, change } = habits;
  const texts = textsOf(seen);
  const tokens = texts.map(tokensOf);
  const longest = Math.max(...tokens);
  if (texts.length > mostTexts) {
    sendError(response, 422, `batch size ${texts.length} > maximum allowed batch size ${mostTexts}`);
    return;
  }
  if (longest > window) {
    const said = `This model's maximum context length is ${window} tokens. However, you requested ${longest} tokens in the input for embedding generation. Please reduce the length of the input.`;
    sendError(response, 400, said);
    return;
  }
  const refusal = texts.map(refuses).find((one) => one !== false);
  if (refusal !== undefined) {
    sendError(response, 400, refusal === true ? "invalid input" : refusal);
  } else {
    const sum = tokens.reduce((all, one) => all + one, 0);
    const body: EmbeddingsBody = {
      object: "list",
      data: texts.map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text, dimension) })),
      usage: { prompt_tokens: sum, total_tokens: sum },
    };
    sendJson(response, 200, change === undefined ? body : change(body, texts));
  }
}

/** A server of embeddings, closed after the test. */
export async function embeddingsServer(t: TestContext, habits: EmbeddingHabits = {}): Promise<LocalServer> {
  const server = await localServer((seen, response) => {
    answerEmbeddings(seen, response, habits);
  });
  t.after(() => server.close());
  return server;
}
