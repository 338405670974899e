import { utf8Bytes } from "../../core/tokens.ts";
import { ChatError } from "../../core/errors.ts";
import { batchesOf } from "./batches.ts";
import type { EmbeddingsReply } from "./embeddings-reply.ts";

/** The result for one text that fits into the model's window. */
export interface EmbeddedPiece {
  /** Of norm 1. */
  readonly vector: Float32Array;
  /** As counted by the server; null when the server counted it only together with others, or not at all. */
  readonly tokens: number | null;
}
export type PieceOutcome = EmbeddedPiece | ChatError;

/** How a call reaches its server. */
export interface Sender {
  /** Sends one request, with waiting and retries when they may help; throws ChatError when no reply came. */
  readonly send: (texts: readonly string[]) => Promise<EmbeddingsReply>;
  /** Returns an error for an unusable reply that says where the problem is. */
  readonly unusable: (problem: string) => ChatError;
}

/** When a server refuses this many single texts before it accepts any, the cause is not in the texts. */
const ENOUGH_REFUSED = 3;

/**
 * One call for embeddings, in as many requests as needed, one after the other. When a server refuses a request because
 * of its content, the two halves are sent instead. In the end only the texts fail that the server really cannot take.
 */
export class PieceCall {
  private readonly sender: Sender;
  private readonly capacity: { texts: number; readonly bytes: number };
  private dimension: number | null = null;
  private refused = 0;
  private failure: ChatError | null = null;

  /** @param capacity is reduced when the server turns out to accept less */
  constructor(sender: Sender, capacity: { texts: number; readonly bytes: number }) {
    this.sender = sender;
    this.capacity = capacity;
  }

  /**
   * The failure that ended the call independently of the texts, and that applies to all texts without a vector; null
   * while there is none.
   */
  get ended(): ChatError | null {
    return this.failure;
  }

  /** Returns one outcome per text, in order. */
  async embed(texts: readonly string[]): Promise<PieceOutcome[]> {
    const outcomes: PieceOutcome[] = [];
    for (const places of batchesOf(texts.map(utf8Bytes), this.capacity)) {
      const made = await this.batch(places.map((place) => texts[place] as string));
      places.forEach((place, at) => (outcomes[place] = made[at] as PieceOutcome));
    }
    const { failure } = this;
    return failure === null ? outcomes : outcomes.map((one) => (one instanceof ChatError ? failure : one));
  }

  private async batch(texts: readonly string[]): Promise<PieceOutcome[]> {
    if (texts.length > this.capacity.texts) return this.halves(texts);
    const outcomes = await this.attempt(texts);
    const failed = [...outcomes.keys()].filter((place) => outcomes[place] instanceof ChatError);
    if (failed.length === 0 || this.failure !== null) return outcomes;
    if (texts.length === 1) {
      this.noteRefusal(outcomes[0] as ChatError);
      return outcomes;
    }
    const again = await this.halves(failed.map((place) => texts[place] as string));
    failed.forEach((place, at) => (outcomes[place] = again[at] as PieceOutcome));
    // Only the number of texts was too large.
    if (failed.length === texts.length && !again.some((outcome) => outcome instanceof ChatError))
      this.capacity.texts = Math.min(this.capacity.texts, Math.ceil(texts.length / 2));
    return outcomes;
  }

  private async halves(texts: readonly string[]): Promise<PieceOutcome[]> {
    if (texts.length === 1) return this.batch(texts);
    const middle = Math.ceil(texts.length / 2);
    const first = await this.batch(texts.slice(0, middle));
    return [...first, ...(await this.batch(texts.slice(middle)))];
  }

  private async attempt(texts: readonly string[]): Promise<PieceOutcome[]> {
    if (this.failure === null) {
      try {
        const { vectors, tokens } = await this.sender.send(texts);
        return vectors.map((vector) => this.outcomeOf(vector, texts.length === 1 ? tokens : null));
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        if (!isAboutTexts(error)) this.failure = error;
        return texts.map(() => error);
      }
    }
    const { failure } = this;
    return texts.map(() => failure);
  }

  private outcomeOf(vector: Float32Array | string, tokens: number | null): PieceOutcome {
    if (typeof vector === "string") return this.sender.unusable(vector);
    this.dimension ??= vector.length;
    if (vector.length === this.dimension) return { vector, tokens };
    this.failure = this.sender.unusable(
      `it sent a vector of ${vector.length} numbers after one of ${this.dimension}. Does it answer with several models under one name?`,
    );
    return this.failure;
  }

  private noteRefusal(error: ChatError): void {
    if (error.details.kind === "too-long" || this.dimension !== null) return;
    this.refused += 1;
    if (this.refused === ENOUGH_REFUSED) this.failure = error;
  }
}

/** Returns whether a request with fewer or shorter texts may be accepted. */
function isAboutTexts({ details }: ChatError): boolean {
  return details.kind === "rejected" || details.kind === "too-long";
}
