import type { ContextItem } from "../../core/question.ts";
import type { Plan } from "../../core/answer/index.ts";
import type { ChatMessage } from "../../core/ports.ts";
import type { Manner, Preview, ToPanel } from "../../protocol/index.ts";
import type { ModelSource } from "../model-source.ts";
import { Previews } from "./previews.ts";

/** The parts of a chat that its previews use. */
interface PreviewChat {
  readonly post: (message: ToPanel) => void;
  /** Shows the panel. */
  readonly show: () => Promise<unknown>;
  /** The conversation that a new question continues. */
  readonly conversation: () => Promise<readonly ChatMessage[]>;
  /** The attachments of the next question. */
  readonly attached: () => Promise<readonly ContextItem[]>;
}

/** Shows in the panel what asking a question would do, before any money is spent. */
export class PreviewDesk {
  private readonly chat: PreviewChat;
  private readonly source: ModelSource;
  private readonly previews: Previews;

  constructor(chat: PreviewChat, source: ModelSource) {
    this.chat = chat;
    this.source = source;
    this.previews = new Previews((preview) => {
      chat.post({ type: "preview", preview });
    });
  }

  /** The shown preview. */
  get current(): Preview | null {
    return this.previews.current;
  }

  /** Removes the preview. */
  end(ask: boolean): void {
    this.previews.end(ask);
  }

  /**
   * Previews a question of the panel with its attachments.
   *
   * @returns whether the user wants to ask it
   */
  preview(text: string, manner: Manner = {}): Promise<boolean> {
    return this.previews.show(text, async (signal) => {
      const [{ planPreview }, context, conversation, sources] = await Promise.all([
        import("./plan-preview.ts"),
        this.chat.attached(),
        this.chat.conversation(),
        this.source.sources(manner),
      ]);
      return planPreview(sources, { text, context, conversation }, signal);
    });
  }

  /** Asks the user about a question that may cost much, in a dialog or by its preview. */
  async confirmCost(plan: Plan, system: string): Promise<boolean> {
    const { confirmCost } = await import("../commands/confirm-cost.ts");
    return confirmCost(plan, async () => {
      await this.chat.show();
      const held = { ...plan, system, simulated: false, held: true };
      return this.previews.show(plan.selection.question, () => Promise.resolve(held));
    });
  }

  /** Sends the panel what the bank knows about questions. */
  async lookUp(ids: readonly string[]): Promise<void> {
    const { lookUpQuestions } = await import("./look-up-questions.ts");
    const questions = await lookUpQuestions(this.source.bankSources(), ids);
    this.chat.post({ type: "bank-questions", questions });
  }
}
