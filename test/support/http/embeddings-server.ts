import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import { type LocalServer, localServer, type SeenRequest } from "./local-server.ts";
import { sendError, sendJson } from "./sse.ts";

/** A reply in the form of OpenAI's servers. */
export interface EmbeddingsBody {
  readonly object: "list";
  readonly data: { readonly object: "embedding"; index: number; embedding: unknown }[];
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}

/** The behaviour of a server of embeddings. */
export interface EmbeddingHabits {
  /** Length of a vector; 4 by default. */
  readonly dimension?: number;
  /** Maximum number of tokens of a text. */
  readonly window?: number;
  /** Maximum number of texts of a request. */
  readonly mostTexts?: number;
  /** Returns whether a text makes the server refuse the whole request; a string is the error message. */
  readonly refuses?: (text: string) => boolean | string;
  /** Changes a reply before it is sent. */
  readonly change?: (body: EmbeddingsBody, texts: readonly string[]) => unknown;
}

/** Returns the texts of a request. */
export function textsOf({ body }: SeenRequest): string[] {
  const input = body?.["input"];
  return typeof input === "string" ? [input] : (input as string[]);
}

/** Returns the number of tokens of a text: one for every four characters, roughly as servers count. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Returns the server's vector of a text: not normalised, with another direction for every text with other words. */
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

/** Starts a server of embeddings, closed after the test. */
export async function embeddingsServer(t: TestContext, habits: EmbeddingHabits = {}): Promise<LocalServer> {
  const server = await localServer((seen, response) => {
    answerEmbeddings(seen, response, habits);
  });
  t.after(() => server.close());
  return server;
}
