import * as v from "valibot";
import { normalise } from "../../core/embedding.ts";
import { messageOf } from "../../core/errors.ts";
import { StreamError } from "../../requests/index.ts";
import { readComplaint, RefusalError } from "../../failures/index.ts";

/** A server's reply to a request for embeddings. */
export interface EmbeddingsReply {
  /** By the text's place in the request: a unit vector, or what is wrong with the value in its place. */
  readonly vectors: readonly (Float32Array | string)[];
  /** Tokens of all texts together; null when the server does not say. */
  readonly tokens: number | null;
}

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

// The vectors are checked by hand, because they are hundreds of thousands of numbers.
const item = v.object({ index: v.fallback(v.nullable(wholeNumber), null), embedding: v.unknown() });
type Item = v.InferOutput<typeof item>;

const replySchema = v.object({
  data: v.array(v.fallback(item, { index: null, embedding: null })),
  usage: v.fallback(v.object({ prompt_tokens: v.fallback(v.nullable(wholeNumber), null) }), { prompt_tokens: null }),
});

/**
 * Reads the reply to a request for embeddings in the forms that servers really send: vectors in any order, as numbers
 * or in base64.
 *
 * @param texts how many were sent
 * @throws RefusalError when the reply is an error, StreamError when it is anything else
 */
export function readEmbeddings(text: string, texts: number): EmbeddingsReply {
  const received = parsed(text);
  const result = v.safeParse(replySchema, received);
  if (result.success) {
    const { data, usage } = result.output;
    return { vectors: inOrder(data, texts), tokens: usage.prompt_tokens };
  }
  if (v.is(v.object({ error: v.unknown() }), received)) throw new RefusalError(readComplaint(received));
  throw new StreamError(
    "it answered with something that is not embeddings. Check baseUrl, and that the model is one for embeddings.",
  );
}

/** Numbers without a JSON form, which some servers write nevertheless. */
const NO_NUMBER = /([[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]])/g;

function parsed(text: string): unknown {
  const json = text.replace(/^\ufeff/, "");
  try {
    return JSON.parse(json);
  } catch {
    try {
      return JSON.parse(json.replace(NO_NUMBER, "$1null"));
    } catch {
      throw new StreamError("it sent malformed JSON. The server's log may say more.");
    }
  }
}

function inOrder(items: readonly Item[], texts: number): EmbeddingsReply["vectors"] {
  const everyone = <Value>(value: Value): Value[] => Array.from({ length: texts }, () => value);
  if (items.length > texts) return everyone(`it sent ${items.length} vectors for ${texts} texts.`);
  // A single vector belongs to the only text, and vectors without any index are in order.
  const numbered = texts > 1 && items.some(({ index }) => index !== null);
  if (!numbered && items.length < texts) return everyone(`it sent ${items.length} vectors for ${texts} texts.`);
  const placed = new Map(items.map(({ index, embedding }, at) => [numbered ? (index ?? -1) : at, embedding]));
  if (placed.size < items.length || [...placed.keys()].some((place) => place < 0 || place >= texts))
    return everyone("it does not say which vector is whose.");
  return everyone(0).map((_, place) => (placed.has(place) ? vectorOf(placed.get(place)) : "it sent no vector."));
}

function vectorOf(embedding: unknown): Float32Array | string {
  const numbers = typeof embedding === "string" ? floatsOf(embedding) : embedding;
  if (!isNumbers(numbers)) return "its vector holds something that is no number.";
  try {
    return normalise(numbers);
  } catch (error) {
    return `its vector is not usable. ${messageOf(error)}`;
  }
}

/** Returns base64 of little-endian 32-bit floats as an array; null for anything else. */
function floatsOf(base64: string): Float32Array | null {
  const bytes = Buffer.from(base64, "base64");
  const isWhole = bytes.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return isWhole ? new Float32Array(Uint8Array.from(bytes).buffer) : null;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return value instanceof Float32Array || (Array.isArray(value) && value.every((one) => typeof one === "number"));
}
