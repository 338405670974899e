import type { ReplyTimes } from "../model-speed.ts";
import type { SpeedMemory } from "../ports.ts";
import { type Emit, hasAnswered } from "../record/index.ts";

/**
 * Listens to the events of a run, and keeps how long each reply took since its request went out last. A reply that was
 * asked for a second time is left out, because no event says which request brought it.
 */
export class RunSpeeds {
  private readonly replies: (ReplyTimes & { readonly model: string })[] = [];
  private readonly askedTwice = new Set<string>();

  /** Returns an `emit` that listens. */
  listening(emit: Emit): Emit {
    return (event) => {
      if (event.type === "reference-hedged") this.askedTwice.add(event.model);
      if (event.type === "reference-end" && event.sentMs !== undefined && hasAnswered(event)) {
        const { model, sentMs, firstTokenMs, durationMs, usage } = event;
        // A request that went out again after its first token has no time to its first token.
        const first = firstTokenMs === null || firstTokenMs < sentMs ? null : firstTokenMs - sentMs;
        const times = { firstTokenMs: first, durationMs: durationMs - sentMs, tokens: usage?.completionTokens ?? null };
        if (!this.askedTwice.has(model)) this.replies.push({ model, ...times });
      }
      emit(event);
    };
  }

  /** Resolves when the replies of the run are kept. */
  async keep(memory: SpeedMemory | undefined): Promise<void> {
    if (this.replies.length > 0) await memory?.keep(this.replies);
  }
}
