/** A binary megabyte. */
const MB = 2 ** 20;

/**
 * How much SMCS accepts from a server, which may be broken or hostile. Bytes are counted after decompression, while
 * they are decompressed.
 *
 * The reference is an answer of 32,768 tokens: some 150,000 characters, one piece per token, 3.5 MB with one
 * log-probability per token, 75 MB when each token comes with 20 alternatives. Each limit leaves several times that
 * room, and SMCS keeps at most a few megabytes of one reply.
 */
export const replyLimits = {
  /** Characters of the answer, for each choice. */
  text: 1_000_000,
  /** Characters of the thinking, for each choice. */
  thinking: 1_000_000,
  /** Tokens with a log-probability, for each choice. */
  logprobs: 130_000,
  /** The spellings of these tokens together, for each choice. */
  logprobBytes: 4 * MB,
  /** Events of a stream, for each requested choice. Each choice after the first in an event counts as one more. */
  pieces: 130_000,
  /** Lines of a stream, for each requested choice: an event has two to four lines, a sign of life one or two. */
  lines: 1_000_000,
  /** Choices in one event: OpenAI's own maximum of `n`. */
  choices: 128,
  /** One event of a stream, or an answer that is not streamed, for each requested choice. */
  eventBytes: 8 * MB,
  /** A whole stream, for each requested choice. Nearly all of it is read and dropped. */
  responseBytes: 160 * MB,
  /**
   * Average bytes of a piece beyond the first `2 * eventBytes`: a long stream without content ends early. A token with
   * 20 alternatives takes 2 KB.
   */
  bytesOfPiece: 32 * 1024,
  /**
   * Unfinished events and answers of all servers together. Beyond this, the largest is ended, so that a flood ends but
   * the answers beside it do not.
   */
  unfinishedBytes: 32 * MB,
  /** Arrays and objects in one JSON document: each takes 50 bytes of memory for a byte or two of text. */
  nested: 1_000_000,
  /** Values in one JSON document: 8 choices of 32,768 tokens with log-probabilities have 2.9 million. */
  values: 4_000_000,
  /** Chunks of HTTP whose average is below `crumbBytes`. An event of a stream has 40 bytes, compressed 15. */
  crumbs: 10_000,
  crumbBytes: 8,
  /** Responses before the real one, with a status below 200. */
  provisional: 100,
  /** Status line and headers. Node's own limit is 16 KB, and the editor may have set a different one. */
  headerBytes: 64 * 1024,
  /** The text of an error. */
  errorBytes: 64 * 1024,
  /** OpenRouter's list of models has a megabyte or two. */
  listBytes: 8 * MB,
  /** Models in a list. Hugging Face and OpenRouter list some hundreds. */
  models: 10_000,
  /** A server's facts about one model, or about itself. */
  factBytes: 4 * MB,
  /** A reply to a request for embeddings, independent of the number of texts. */
  embeddingsBytes: MB,
  /** Added to `embeddingsBytes` for each text: 8192 numbers take 200 KB. */
  vectorBytes: 256 * 1024,
} as const;

/** A server sent more than SMCS accepts. The message names the limit. */
export class LimitError extends Error {
  override readonly name = "LimitError";

  /** @param what names the limit, like "1,000,000 characters of thinking" */
  constructor(what: string) {
    super(
      `it sent more than ${what}. SMCS ended the request at that limit: the server or its model may be broken. Ask again, or lower the output limit; if that does not help, look at the server's log.`,
    );
  }
}

/** Returns a limit in bytes, for users. */
export function inBytes(bytes: number): string {
  return bytes < MB ? `${bytes / 1024} KB` : `${bytes / MB} MB`;
}

/** Returns a limit of a count, for users. */
export function inNumbers(count: number): string {
  return count.toLocaleString("en-US");
}

const [OPEN_ARRAY, OPEN_OBJECT, COMMA] = [0x5b, 0x7b, 0x2c];

/**
 * Checks a JSON document before it is parsed, because parsing can take twenty times its size.
 *
 * @throws LimitError when it has too many values; punctuation inside texts counts too
 */
export function refuseTooManyValues(json: string): void {
  // Each value takes at least two characters.
  if (json.length < replyLimits.nested) return;
  let nested = 0;
  let commas = 0;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code === COMMA) commas++;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) nested++;
  }
  if (nested > replyLimits.nested) throw new LimitError(`${inNumbers(replyLimits.nested)} lists and objects at once`);
  if (nested + commas > replyLimits.values) throw new LimitError(`${inNumbers(replyLimits.values)} values at once`);
}
