import { messageOf } from "../../core/errors.ts";
import type { Preview, PreviewPlan } from "../../protocol/index.ts";

/** The preview that the panel shows, and the callers that wait for the user's decision. */
export class Previews {
  private readonly changed: (preview: Preview | null) => void;
  private shown: { readonly preview: Preview; readonly decide: (ask: boolean) => void } | null = null;

  /** @param changed called with the preview to show; null for none */
  constructor(changed: (preview: Preview | null) => void) {
    this.changed = changed;
  }

  get current(): Preview | null {
    return this.shown?.preview ?? null;
  }

  /**
   * Shows what asking a question would do, once that is known. Another preview replaces it.
   *
   * @param work gets a signal that is aborted when the result is no longer needed
   * @returns whether the question is to be asked
   * @throws whatever `work` throws while its result is needed
   */
  show(question: string, work: (signal: AbortSignal) => Promise<PreviewPlan>): Promise<boolean> {
    this.end(false);
    const stop = new AbortController();
    return new Promise((resolve, reject) => {
      const decide = (ask: boolean): void => {
        stop.abort();
        resolve(ask);
      };
      const show = (plan: PreviewPlan | null): void => {
        if (!stop.signal.aborted) this.set({ preview: { question, plan }, decide });
      };
      show(null);
      work(stop.signal).then(show, (error: unknown) => {
        if (stop.signal.aborted) return;
        reject(error instanceof Error ? error : new Error(messageOf(error)));
        this.end(false);
      });
    });
  }

  /** Removes the preview and passes on the user's decision. */
  end(ask: boolean): void {
    const { shown } = this;
    if (shown === null) return;
    this.set(null);
    shown.decide(ask);
  }

  private set(shown: typeof this.shown): void {
    this.shown = shown;
    this.changed(this.current);
  }
}
