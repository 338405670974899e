import { type Embedding } from "../embedding.ts";
import { messageOf } from "../errors.ts";
import type { EmbeddingModel, EmbeddingPurpose, ReplyEmbedder } from "../ports.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import type { EmbeddedBank, Means } from "./run.ts";
import { type Calibrations, similarityThresholds } from "../similarity-thresholds.ts";

/**
 * The embedder of one run. When it fails, the stand-in takes over for the rest of the run, because an answer never
 * waits for an embedder that does not work. Texts that were embedded before are not embedded again.
 */
export class RunEmbedder implements ReplyEmbedder {
  private current: EmbeddedBank;
  private standIn: EmbeddedBank | null;
  private readonly calibrations: Calibrations | undefined;
  private readonly tell: (message: string) => void;
  private readonly known = new Map<string, Promise<Embedding>>();

  /** @param tell receives a sentence when the stand-in has taken over */
  constructor(
    { embedding, bank, standIn, calibrations }: Pick<Means, keyof EmbeddedBank | "standIn" | "calibrations">,
    tell: (message: string) => void,
  ) {
    this.current = { embedding, bank };
    this.standIn = standIn;
    this.calibrations = calibrations;
    this.tell = tell;
  }

  /** Resolves with the question's embedding, and with the bank in the same space. */
  async embedQuestion(text: string, signal: AbortSignal): Promise<{ asked: Embedding; bank: PackedBank }> {
    return this.orStandIn(signal, async ({ embedding, bank }) => {
      const [asked] = await embedAll(embedding, [text], "query", signal);
      return { asked: asked as Embedding, bank: await bank.load() };
    });
  }

  async embedReplies(texts: readonly string[], signal?: AbortSignal): Promise<readonly Embedding[]> {
    return this.orStandIn(signal, async ({ embedding }) => {
      const missing = [...new Set(texts)].filter((text) => !this.known.has(text));
      const made = embedAll(embedding, missing, "document", signal);
      missing.forEach((text, index) => this.known.set(text, at(made, index)));
      return Promise.all(texts.map((text) => this.known.get(text) as Promise<Embedding>));
    });
  }

  /** Returns the embedder for callers without a signal: when `stop` aborts, the stand-in does not take over. */
  within(stop: AbortSignal): ReplyEmbedder {
    return {
      embedReplies: (texts) => this.embedReplies(texts, stop),
      agreementThreshold: (space) => this.agreementThreshold(space),
    };
  }

  /** Starts to embed a reply that will be compared later. */
  expect(text: string, signal: AbortSignal): void {
    // The later comparison reports a failure.
    this.embedReplies([text], signal).catch(() => undefined);
  }

  agreementThreshold(space: string): number {
    return similarityThresholds(space, this.calibrations).agreement;
  }

  private async orStandIn<Result>(
    signal: AbortSignal | undefined,
    use: (embedder: EmbeddedBank) => Promise<Result>,
  ): Promise<Result> {
    const tried = this.current;
    try {
      return await use(tried);
    } catch (error) {
      signal?.throwIfAborted();
      if (tried === this.current) this.handOver(error);
      return await use(this.current);
    }
  }

  /** @throws the error when there is no stand-in */
  private handOver(error: unknown): void {
    // Failed embeddings are not kept, and embeddings of two spaces are never compared.
    this.known.clear();
    if (this.standIn === null) throw error;
    const failed = this.current.embedding.space;
    this.current = this.standIn;
    this.standIn = null;
    this.tell(`${messageOf(error)} ${this.current.embedding.space} stands in for ${failed} in this run.`);
  }
}

/** @throws RangeError when the number of embeddings differs from the number of texts */
async function embedAll(
  embedding: EmbeddingModel,
  texts: readonly string[],
  purpose: EmbeddingPurpose,
  signal?: AbortSignal,
): Promise<readonly Embedding[]> {
  if (texts.length === 0) return [];
  const made = await embedding.embed(texts, purpose, signal);
  if (made.length === texts.length) return made;
  throw new RangeError(`${embedding.space} returned ${made.length} embeddings for ${texts.length} texts.`);
}

function at(made: Promise<readonly Embedding[]>, index: number): Promise<Embedding> {
  const one = made.then((all) => all[index] as Embedding);
  // A caller that awaits it handles the failure; after the end of a run there may be no such caller.
  one.catch(() => undefined);
  return one;
}
