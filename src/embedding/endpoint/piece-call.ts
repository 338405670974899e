import { utf8Bytes } from "../../core/tokens.ts";
import { ChatError } from "../../core/errors.ts";
import { batchesOf } from "./batches.ts";
import type { EmbeddingsReply } from "./embeddings-reply.ts";

/** What came of one text that fits into the model's window. */
export interface EmbeddedPiece {
  /** Of norm 1. */
  readonly vector: Float32Array;
  /** As the server counted them; null when it did not, or only together with others. */
  readonly tokens: number | null;
}
export type PieceOutcome = EmbeddedPiece | ChatError;

/** How a call reaches its server. */
export interface Sender {
  /** One request, waited and tried again for where that may help; throws ChatError when nothing came. */
  readonly send: (texts: readonly string[]) => Promise<EmbeddingsReply>;
  /** What is wrong with a reply, as an error that says where. */
  readonly unusable: (problem: string) => ChatError;
}

/** A server that refuses this many single texts before it takes any does not refuse them for what they are. */
const ENOUGH_REFUSED = 3;

/**
 * One call for embeddings, in as many requests as it takes, one after the other. Where a server refuses a request for
 * something in it, its halves are sent, so that in the end only the texts have failed that it really cannot take.
 */
export class PieceCall {
  private readonly sender: Sender;
  private readonly capacity: { texts: number; readonly bytes: number };
  private dimension: number | null = null;
  private refused = 0;
  private failure: ChatError | null = null;

  /** @param capacity becomes less when the server turns out to take less */
  constructor(sender: Sender, capacity: { texts: number; readonly bytes: number }) {
    this.sender = sender;
    this.capacity = capacity;
  }

  /** What ended the call, whatever the texts are like: the failure of all that have none. Null when nothing has. */
  get ended(): ChatError | null {
    return this.failure;
  }

  /** One outcome per text, in order. */
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
    // Nothing was wrong but their number.
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

/** Whether a request without some of its texts, or with shorter ones, may be taken. */
function isAboutTexts({ details }: ChatError): boolean {
  return details.kind === "rejected" || details.kind === "too-long";
}
