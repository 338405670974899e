import { messageOf } from "../../core/errors.ts";
import type { Preview, PreviewPlan } from "../../protocol/index.ts";

/** The preview that the panel shows, and whoever waits for what the user makes of it. */
export class Previews {
  private readonly changed: (preview: Preview | null) => void;
  private shown: { readonly preview: Preview; readonly decide: (ask: boolean) => void } | null = null;

  /** @param changed told what is to be shown from now on; null for nothing */
  constructor(changed: (preview: Preview | null) => void) {
    this.changed = changed;
  }

  get current(): Preview | null {
    return this.shown?.preview ?? null;
  }

  /**
   * Shows what asking a question would do, once that is worked out. Another preview takes its place.
   *
   * @param work aborted when nobody waits for it any more
   * @returns whether the question is to be asked
   * @throws whatever `work` throws while somebody waits for it
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

  /** Takes the preview away. */
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
