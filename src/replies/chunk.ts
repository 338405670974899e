import * as v from "valibot";
import type { TokenLogprob } from "./logprob-alignment.ts";
import { inNumbers, LimitError, refuseTooManyValues, replyLimits } from "../limits/index.ts";
import { type Complaint, readComplaint } from "../failures/index.ts";

/** A text, or the list of parts that some servers send instead; anything else counts as no text. */
const content = v.fallback(
  v.union([
    v.string(),
    v.pipe(
      v.array(v.fallback(v.object({ text: v.string() }), { text: "" })),
      v.transform((parts) => parts.map(({ text }) => text).join("")),
    ),
  ]),
  "",
);

/**
 * Tokens with their log-probabilities. A malformed token keeps its place, because the tokens together are the text.
 * They are read by hand: there may be a hundred thousand, and a schema makes ten objects of each.
 */
const logprobs = v.fallback(v.object({ content: v.pipe(v.array(v.unknown()), v.transform(entriesOf)) }), {
  content: [],
});

function entriesOf(listed: unknown[]): TokenLogprob[] {
  return listed.map((one) => {
    const { token, bytes, logprob } = (typeof one === "object" && one !== null ? one : {}) as Record<string, unknown>;
    const isSpelling = Array.isArray(bytes) && bytes.every((byte) => typeof byte === "number");
    return {
      token: typeof token === "string" ? token : "",
      bytes: isSpelling ? bytes : null,
      logprob: typeof logprob === "number" ? logprob : null,
    };
  });
}

const message = v.fallback(v.object({ content, reasoning: content, reasoning_content: content }), {
  content: "",
  reasoning: "",
  reasoning_content: "",
});

/** A count or a sum of money; an impossible value counts as unknown. */
const amount = v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))), null);

const choice = v.object({
  index: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  finish_reason: v.fallback(v.nullable(v.string()), null),
  /** A server that does not stream sends the whole message in place of the delta. */
  delta: v.optional(message),
  message: v.optional(message),
  /** The form of plain completions. */
  text: v.optional(content),
  logprobs,
});
export type ChunkChoice = v.InferOutput<typeof choice>;

const chunkSchema = v.object({
  choices: v.fallback(v.array(v.fallback(v.nullable(choice), null)), []),
  usage: v.fallback(
    v.nullable(
      v.object({
        prompt_tokens: amount,
        completion_tokens: amount,
        cost: amount,
      }),
    ),
    null,
  ),
  error: v.optional(v.unknown()),
  timings: v.optional(v.unknown()),
});

/** One event of a chat completion's stream, or a whole completion. */
export interface Chunk {
  readonly choices: readonly ChunkChoice[];
  readonly usage: v.InferOutput<typeof chunkSchema>["usage"];
  /** Whether llama.cpp's own figures came with the chunk. */
  readonly timings: boolean;
  /** The server's error message in the middle of a stream. */
  readonly error: string | null;
  /** The error with everything that came with it. */
  readonly complaint: Complaint | null;
}

/**
 * Reads a chunk in the forms that servers really send, with any part missing or malformed. Returns null when the chunk
 * is not an object.
 *
 * @throws LimitError when it has too many choices
 */
export function parseChunk(received: unknown): Chunk | null {
  // Checked before the schema, which makes a copy.
  const listed = (received as Partial<Record<"choices", unknown>> | null)?.choices;
  if (Array.isArray(listed) && listed.length > replyLimits.choices)
    throw new LimitError(`${inNumbers(replyLimits.choices)} choices in one event`);
  const result = v.safeParse(chunkSchema, received);
  if (!result.success) return null;
  const { choices, usage, error, timings } = result.output;
  // An empty object is not an error: some servers always send the field.
  const failed = error != null && error !== "" && !isEmpty(error);
  const complaint = failed ? readComplaint(received) : null;
  const words = complaint === null ? null : complaint.said || JSON.stringify(error);
  return {
    choices: choices.filter((one) => one !== null),
    usage,
    timings: timings !== undefined,
    error: words,
    complaint,
  };
}

/** Numbers that JSON cannot express but some servers write. Inside a text the quotes would be escaped. */
const NO_NUMBER = /("logprob":\s*)(?:NaN|-?Infinity)\b/g;

/**
 * Reads the data of one event, or a whole body.
 *
 * @throws SyntaxError when it is not JSON, LimitError when it contains too much
 */
export function readChunk(data: string): Chunk | null {
  refuseTooManyValues(data);
  try {
    return parseChunk(JSON.parse(data));
  } catch (error) {
    const mended = data.replace(NO_NUMBER, "$1null");
    if (mended === data) throw error;
    return parseChunk(JSON.parse(mended));
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
