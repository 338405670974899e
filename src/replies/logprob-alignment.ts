import { GatheredBytes, inNumbers, LimitError, replyLimits } from "../limits/index.ts";

/** One entry of a server's `logprobs.content`. */
export interface TokenLogprob {
  readonly token: string;
  /** The token's bytes in UTF-8, exact even for a part of a character; null when unknown. */
  readonly bytes: readonly number[] | null;
  /** The natural logarithm; null when unknown. */
  readonly logprob: number | null;
}

/** The value that servers send for an impossible token. */
const FLOOR = -9999;

/** The visible part of a reply. */
interface VisibleText {
  readonly text: string;
  /** Beginning of the visible text in the raw content, in UTF-16 units. */
  readonly textStart: number;
  /** Length of the raw content in UTF-16 units. */
  readonly rawLength: number;
}

/** The tokens of a reply with their log-probabilities, in order. Each takes a few bytes besides its spelling. */
export class TokenLogprobs {
  private readonly spelling = new GatheredBytes(replyLimits.logprobBytes, "of tokens with log-probabilities");
  /** End of each token in the spelling. */
  private ends = new Uint32Array(64);
  /** NaN for an unknown value. */
  private values = new Float64Array(64);
  private count = 0;

  /** @throws LimitError when they are too many or too long */
  add({ token, bytes, logprob }: TokenLogprob): void {
    if (this.count >= replyLimits.logprobs)
      throw new LimitError(`${inNumbers(replyLimits.logprobs)} tokens with log-probabilities`);
    this.spelling.add(bytes !== null && bytes.length > 0 ? Uint8Array.from(bytes) : Buffer.from(token));
    if (this.count === this.values.length) {
      this.ends = grown(this.ends, new Uint32Array(2 * this.count));
      this.values = grown(this.values, new Float64Array(2 * this.count));
    }
    this.ends[this.count] = this.spelling.length;
    this.values[this.count] = logprob ?? Number.NaN;
    this.count++;
  }

  /**
   * Returns the log-probabilities of the visible text, without those of thinking, end marks and trimmed white space,
   * and without missing values.
   *
   * @returns null when no value is left
   */
  visible({ text, textStart, rawLength }: VisibleText): number[] | null {
    if (this.count === 0) return null;
    const all = this.spelling.bytes();
    const wanted = Buffer.from(text);
    const start = all.lastIndexOf(wanted);
    if (start >= 0) return this.overlapping(start, start + wanted.length);
    // The server split characters between tokens or changed the tokens, so the lengths agree only in proportion.
    const scale = rawLength > 0 ? all.length / rawLength : 1;
    return this.overlapping(textStart * scale, (textStart + text.length) * scale);
  }

  private overlapping(start: number, end: number): number[] | null {
    const logprobs = [...this.values.subarray(0, this.count)].filter((logprob, index) => {
      const overlaps = (this.ends[index - 1] ?? 0) < end && (this.ends[index] ?? 0) > start;
      return overlaps && Number.isFinite(logprob) && logprob > FLOOR;
    });
    return logprobs.length > 0 ? logprobs : null;
  }
}

function grown<Numbers extends Uint32Array | Float64Array>(numbers: Numbers, larger: Numbers): Numbers {
  larger.set(numbers);
  return larger;
}
