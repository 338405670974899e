import type { ChatChoice, ChatDelta, Usage } from "../core/ports.ts";
import { ChoiceCollector } from "./choice-collector.ts";
import type { Chunk } from "./chunk.ts";
import { inBytes, inNumbers, LimitError, replyLimits } from "../limits/index.ts";

/** Builds a reply from its chunks; choices may come in any order and interleaved. */
export class ReplyCollector {
  private readonly wanted: number;
  private readonly collectors = new Map<number, ChoiceCollector>();
  private lastUsage: Chunk["usage"] = null;
  private chunks = 0;
  private pieces = 0;
  private bytes = 0;
  private byLlamaCpp = false;
  /** Completion tokens of each choice in llama.cpp's stream, which counts them separately. */
  private readonly counted: (number | null)[] = [];

  /** @param wanted the number of requested choices */
  constructor(wanted: number) {
    this.wanted = wanted;
  }

  /**
   * Counts bytes as they arrive, before they are parsed.
   *
   * @throws LimitError when there are too many
   */
  receive(bytes: number): void {
    this.bytes += bytes;
    const most = this.wanted * replyLimits.responseBytes;
    if (this.bytes > most) throw new LimitError(`${inBytes(most)} in one answer`);
    const { bytesOfPiece, eventBytes } = replyLimits;
    if (this.bytes > 2 * this.wanted * eventBytes + this.pieces * bytesOfPiece)
      throw new LimitError(`${inBytes(bytesOfPiece)} for each piece of its answer`);
  }

  /**
   * Adds a chunk and returns the newly visible text.
   *
   * @throws LimitError when there are too many pieces, or one of the choices is too long
   */
  add({ choices, usage, timings }: Chunk): ChatDelta[] {
    this.pieces += Math.max(1, choices.length);
    const most = this.wanted * replyLimits.pieces;
    if (this.pieces > most) throw new LimitError(`${inNumbers(most)} pieces in one answer`);
    this.chunks++;
    this.lastUsage = usage ?? this.lastUsage;
    this.byLlamaCpp ||= timings;
    if (timings && usage !== null) this.counted.push(usage.completion_tokens);
    return choices.flatMap((choice) => {
      if (choice.index >= this.wanted) return [];
      const collector = this.collectors.get(choice.index) ?? new ChoiceCollector(choice.index);
      this.collectors.set(choice.index, collector);
      return collector.add(choice) ?? [];
    });
  }

  /** Whether the server has completed every choice that it began. */
  get ended(): boolean {
    return this.collectors.size > 0 && [...this.collectors.values()].every(({ ended }) => ended);
  }

  /** Whether all requested choices are complete. */
  get complete(): boolean {
    return this.collectors.size >= this.wanted && this.ended;
  }

  /** Whether the server sent something other than a chat completion. */
  get isOther(): boolean {
    return this.chunks > 0 && this.collectors.size === 0;
  }

  /** The indexes of the arrived choices, in order. */
  get indices(): number[] {
    return [...this.collectors.keys()].sort((a, b) => a - b);
  }

  /** The choices by index, as far as they have arrived. */
  get choices(): ChatChoice[] {
    return this.indices.flatMap((index) => this.collectors.get(index)?.result() ?? []);
  }

  /** Tokens of all choices together; null when the server does not say. */
  get usage(): Usage | null {
    const { prompt_tokens: promptTokens, completion_tokens: last } = this.lastUsage ?? {};
    const severally = this.byLlamaCpp && this.collectors.size > 1;
    const completionTokens = severally ? this.sumOfChoices() : last;
    return promptTokens == null || completionTokens == null ? null : { promptTokens, completionTokens };
  }

  /**
   * Returns the sum of llama.cpp's counts; null when it counted only the first choice, as in an answer that is not
   * streamed.
   */
  private sumOfChoices(): number | null {
    if (this.counted.length !== this.collectors.size) return null;
    return this.counted.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  }

  /** The charge that the server itself reports, in US dollars. */
  get chargedUsd(): number | null {
    return this.lastUsage?.cost ?? null;
  }
}
