import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A way in which a server sends too much. */
export interface Flood {
  /** Also the name of the flooding model. */
  readonly name: string;
  /** Matches the limit in the message for the user. */
  readonly limit: RegExp;
  /** Answers a request without ever ending. */
  readonly pour: (response: ServerResponse) => void | Promise<void>;
}

const MB = 2 ** 20;
/** Approximate size of a written block. */
const BLOCK = 256 * 1024;
const GZIP = { "content-encoding": "gzip" };
const JSON_TYPE = { "content-type": "application/json" };
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

/** Chats without an answer: each is ended by a limit of its own. */
export const chatFloods: readonly Flood[] = [
  stream("endless-line", /more than 8 MB in one event/, "x".repeat(BLOCK), "data: "),
  stream("endless-name", /more than 32 KB for each piece of its answer/, "x".repeat(BLOCK)),
  {
    name: "endless-line-as-gzip",
    limit: /more than 8 MB in one event/,
    // A gzip file may have any number of members.
    pour: (response) => pour(response, gzipSync("x".repeat(64 * MB)), { headers: GZIP, first: gzipSync("data: ") }),
  },
  {
    name: "endless-line-as-brotli",
    limit: /more than 8 MB in one event/,
    pour: async (response) => {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
      begin(response, { "content-encoding": "br" });
      response.write(brotliCompressSync(`data: ${"x".repeat(64 * MB)}`, { params }));
      await new Promise((resolve) => response.once("close", resolve));
    },
  },
  {
    name: "endless-line-twice-as-gzip",
    limit: /more than 8 MB in one event/,
    pour: (response) =>
      pour(response, gzipSync(gzipSync("x".repeat(64 * MB))), {
        headers: { "content-encoding": "gzip, gzip" },
        first: gzipSync(gzipSync("data: ")),
      }),
  },
  stream("large-deltas", /more than 1,000,000 characters of text/, delta({ content: "word ".repeat(13_000) })),
  stream("small-deltas", /more than (130|520),000 pieces in one answer/, delta({ content: "x" })),
  {
    name: "small-deltas-as-gzip",
    limit: /more than 130,000 pieces in one answer/,
    pour: (response) => pour(response, gzipSync(filled(delta({ content: "" }), 4 * MB)), { headers: GZIP }),
  },
  stream("empty-events", /more than 130,000 pieces in one answer/, "data:{}\n\n"),
  stream("thinking", /more than 1,000,000 characters of thinking/, delta({ reasoning: "hmm ".repeat(250) })),
  stream(
    "thinking-in-a-tag",
    /more than 1,000,000 characters of thinking/,
    delta({ content: "hmm ".repeat(250) }),
    delta({ content: "<think>" }),
  ),
  stream("two-byte-text", /more than 1,000,000 characters of text/, delta({ content: "слово ".repeat(300) })),
  stream("log-probabilities", /more than 130,000 tokens with log-probabilities/, tokens(200, [120])),
  stream("spellings", /more than 4 MB of tokens with log-probabilities/, tokens(10, Array<number>(4096).fill(120))),
  stream("alternatives", /more than 160 MB in one answer/, alternatives(1000)),
  stream("huge-alternatives", /more than 32 KB for each piece of its answer/, alternatives(50_000)),
  stream(
    "choices",
    /more than 128 choices in one event/,
    choices(1000, () => 0),
  ),
  stream(
    "ever-new-choices",
    /more than 130,000 pieces in one answer/,
    choices(100, (index) => 1000 + index),
  ),
  stream("signs-of-life", /more than 1,000,000 lines in one answer/, ": ping\n\n"),
  stream("empty-lines", /more than 1,000,000 lines in one answer/, "\n"),
  stream("long-comments", /more than 32 KB for each piece of its answer/, `: ${"x".repeat(BLOCK)}\n`),
  stream("lines-of-one-event", /more than 8 MB in one event/, `data: ${"x".repeat(100)}\n`),
  stream("unknown-fields", /more than 130,000 pieces in one answer/, `data: {"a":[${"1,".repeat(200)}1]}\n\n`),
  {
    name: "nothing-but-lists",
    limit: /more than 1,000,000 lists and objects at once/,
    pour: (response) => {
      begin(response, {});
      response.end(`data: {"choices":[${"{},".repeat(2.5 * MB)}{}]}\n\n`);
    },
  },
  {
    name: "deep-lists",
    limit: /more than 1,000,000 lists and objects at once/,
    pour: (response) => {
      begin(response, {});
      response.end(`data: ${"[".repeat(7 * MB)}\n\n`);
    },
  },
  {
    name: "no-stream",
    limit: /more than 8 MB in one answer/,
    pour: (response) =>
      pour(response, "x".repeat(BLOCK), {
        headers: JSON_TYPE,
        first: '{"choices":[{"message":{"content":"',
      }),
  },
  {
    name: "provisional",
    limit: /more than 100 provisional responses/,
    pour: (response) => raw(response, "", filled("HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n", BLOCK)),
  },
  {
    name: "headers",
    limit: /more than 64 KB of headers/,
    pour: (response) => raw(response, HEAD, filled(`x-more: ${"y".repeat(1000)}\r\n`, BLOCK)),
  },
  {
    name: "one-header",
    limit: /more than 64 KB of headers/,
    pour: (response) => raw(response, `${HEAD}x-more: `, "y".repeat(BLOCK)),
  },
  {
    name: "trailers",
    limit: /more than 64 KB of headers|broke off|ended before/,
    pour: (response) =>
      raw(
        response,
        `${HEAD}transfer-encoding: chunked\r\n\r\n0\r\n`,
        filled("x-more: yyyyyyyyyyyyyyyyyyyyyy\r\n", BLOCK),
      ),
  },
  {
    name: "error",
    limit: /an error of more than 64 KB/,
    pour: (response) =>
      pour(response, "x".repeat(BLOCK), {
        status: 400,
        headers: JSON_TYPE,
        first: '{"error":{"message":"',
      }),
  },
  {
    name: "error-as-gzip",
    limit: /an error of more than 64 KB/,
    pour: (response) => pour(response, gzipSync("x".repeat(64 * MB)), { status: 400, headers: GZIP }),
  },
];

/** Number of tokens of the longest honest answer. */
export const HONEST_TOKENS = 32_768;

/**
 * Sends the longest possible honest answer: each token is a separate piece, with its log-probability and 20
 * alternatives.
 */
export async function answerAtLength(response: ServerResponse): Promise<void> {
  const entry = { token: " word", logprob: -0.0123456789, bytes: [32, 119, 111, 114, 100] };
  const others = Array.from({ length: 20 }, () => entry);
  const logprobs = { content: [{ ...entry, top_logprobs: others }] };
  const piece = event({ index: 0, delta: { content: " word" }, logprobs, finish_reason: null });
  begin(response, {});
  await pipeline(Readable.from(repeated(Buffer.from(piece), HONEST_TOKENS)), response, { end: false });
  response.end(event({ index: 0, delta: {}, finish_reason: "stop" }));
}

function* repeated(block: Buffer, times: number): Generator<Buffer> {
  for (let time = 0; time < times; time++) yield block;
}

/** Answers to requests other than chats, by the kind of request. */
export const otherFloods: readonly Flood[] = [
  {
    name: "list",
    limit: /more than 8 MB in one answer/,
    pour: (response) => pour(response, '{"id":"another"},', { headers: JSON_TYPE, first: '{"data":[' }),
  },
  {
    name: "list-as-gzip",
    limit: /more than 8 MB in one answer/,
    pour: (response) => pour(response, gzipSync(" ".repeat(64 * MB)), { headers: { ...JSON_TYPE, ...GZIP } }),
  },
  {
    name: "many-models",
    limit: /more than 10,000 models in its list/,
    pour: (response) => {
      response.writeHead(200, JSON_TYPE).end(`{"data":[${'{"id":"another"},'.repeat(200_000)}{"id":"last"}]}`);
    },
  },
  {
    name: "list-of-lists",
    limit: /more than 1,000,000 lists and objects at once/,
    pour: (response) => {
      response.writeHead(200, JSON_TYPE).end(`{"data":[${"[],".repeat(2 * MB)}[]]}`);
    },
  },
  {
    name: "list-with-headers",
    limit: /more than 64 KB of headers/,
    pour: (response) => raw(response, HEAD, filled(`x-more: ${"y".repeat(1000)}\r\n`, BLOCK)),
  },
  {
    name: "list-with-error",
    limit: /an error of more than 64 KB/,
    pour: (response) => pour(response, "x".repeat(BLOCK), { status: 400, headers: JSON_TYPE }),
  },
  {
    name: "embeddings",
    limit: /more than 1.25 MB in one answer/,
    pour: (response) => pour(response, "0.123456789,", { headers: JSON_TYPE, first: '{"data":[{"embedding":[' }),
  },
  {
    name: "embeddings-as-gzip",
    limit: /more than 1.25 MB in one answer/,
    pour: (response) => pour(response, gzipSync("1,".repeat(16 * MB)), { headers: { ...JSON_TYPE, ...GZIP } }),
  },
];

/** Returns a flood that repeats the same text. */
function stream(name: string, limit: RegExp, text: string, first = ""): Flood {
  return { name, limit, pour: (response) => pour(response, filled(text, BLOCK), { first }) };
}

/** Repeats a text up to about this length. */
function filled(text: string, length: number): string {
  return text.repeat(Math.max(1, Math.floor(length / text.length)));
}

function begin(response: ServerResponse, headers: Readonly<Record<string, string>>, status = 200): void {
  response.writeHead(status, { "content-type": "text/event-stream", ...headers });
}

interface Beginning {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly first?: string | Buffer;
}

/** Writes the same block again and again, as fast as it is read, until the client disconnects. */
async function pour(
  response: ServerResponse,
  block: string | Buffer,
  { status = 200, headers = {}, first = "" }: Beginning = {},
): Promise<void> {
  begin(response, headers, status);
  if (first.length > 0) response.write(first);
  const bytes = Buffer.from(typeof block === "string" ? filled(block, BLOCK) : block);
  await pipeline(Readable.from(endlessly(bytes)), response).catch(() => undefined);
}

/** Does the same without Node's server, which would not write such a response. */
async function raw({ socket }: ServerResponse, first: string, block: string): Promise<void> {
  if (socket === null) return;
  socket.write(first);
  await pipeline(Readable.from(endlessly(Buffer.from(block))), socket).catch(() => undefined);
}

async function* endlessly(block: Buffer): AsyncGenerator<Buffer> {
  for (;;) {
    yield block;
    await setImmediate();
  }
}

function event(choice: object): string {
  return `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
}

function delta(piece: object): string {
  return event({ index: 0, delta: piece, finish_reason: null });
}

function choices(count: number, indexOf: (at: number) => number): string {
  const listed = Array.from({ length: count }, (_, at) => ({ index: indexOf(at), delta: {} }));
  return `data: ${JSON.stringify({ choices: listed })}\n\n`;
}

function tokens(count: number, bytes: readonly number[]): string {
  const content = Array.from({ length: count }, () => ({ token: "x", logprob: -0.1, bytes }));
  return event({ index: 0, delta: { content: "" }, logprobs: { content } });
}

/** Returns a long event with almost no content. */
function alternatives(count: number): string {
  const others = Array.from({ length: count }, () => ({ token: "x", logprob: -9.5 }));
  return event({ index: 0, delta: { content: "" }, logprobs: { content: [], top_logprobs: others } });
}
