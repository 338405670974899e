import type { ChatDelta } from "../core/ports.ts";

/** Pieces that are handed out one by one. A model that writes 1,000 tokens a second fills that in 30 milliseconds. */
const ONE_BY_ONE = 32;

/**
 * Hands out the pieces of a reply. Where many arrive at once, those beyond the first are joined until `empty`, since each
 * piece costs everybody who shows or keeps it.
 */
export class Outlet {
  private readonly handOut: (delta: ChatDelta) => void;
  private handedOut = 0;
  private readonly waiting = new Map<number, { readonly text: string[]; readonly thinking: string[] }>();

  constructor(handOut: (delta: ChatDelta) => void) {
    this.handOut = handOut;
  }

  /** Takes the next piece. The last one of a choice is never held back, nor what came before it. */
  readonly put = (delta: ChatDelta): void => {
    if (this.handedOut < ONE_BY_ONE && this.waiting.size === 0) {
      this.handedOut++;
      this.handOut(delta);
      return;
    }
    const { choice, text, thinking, ended } = delta;
    const joined = this.waiting.get(choice) ?? { text: [], thinking: [] };
    this.waiting.set(choice, joined);
    joined.text.push(text);
    joined.thinking.push(thinking);
    if (ended !== undefined) this.release(choice, { ended });
  };

  /** Hands out all that waits. What comes next is handed out one by one again. */
  empty(): void {
    this.handedOut = 0;
    for (const choice of [...this.waiting.keys()]) this.release(choice, {});
  }

  private release(choice: number, end: Pick<ChatDelta, "ended">): void {
    const { text = [], thinking = [] } = this.waiting.get(choice) ?? {};
    this.waiting.delete(choice);
    this.handOut({ choice, text: text.join(""), thinking: thinking.join(""), ...end });
  }
}
