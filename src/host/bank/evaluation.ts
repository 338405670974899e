import { commands, type Disposable, EventEmitter, l10n } from "vscode";
import type { EvaluationOptions, EvaluationProgress, EvaluationResult } from "../../evaluation/asking/index.ts";
import { Pause } from "../../evaluation/pacing/index.ts";
import { tickOff } from "../walkthrough.ts";

/** Tells menus whether an evaluation runs here: `none`, `running` or `paused`. */
const STATE = "smcs.bank.evaluation";

/** Minimum interval between two updates of the view, in milliseconds. */
const SHOW_EVERY_MS = 250;

/** The controls with which an evaluation is paused, stopped and watched. */
type Controls = Required<Pick<EvaluationOptions, "signal" | "pause" | "onProgress">>;

/** The evaluation of this window: at most one at a time. */
export class Evaluation implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly finished = new EventEmitter<EvaluationResult>();
  private running: { readonly pause: Pause; readonly stop: AbortController } | null = null;
  private ended: Promise<unknown> = Promise.resolve();
  private latest: EvaluationProgress | null = null;
  private shownAt = 0;

  /** Fires at intervals while an evaluation runs, and when it has ended. */
  readonly onDidChange = this.changed.event;

  /** Fires with the result of an evaluation that ended without an error. */
  readonly onDidEnd = this.finished.event;

  get isRunning(): boolean {
    return this.running !== null;
  }

  get isPaused(): boolean {
    return this.running?.pause.paused === true;
  }

  /** Null while no evaluation runs or before its first request. */
  get progress(): EvaluationProgress | null {
    return this.latest;
  }

  /**
   * Runs `work` as the evaluation of this window.
   *
   * @throws Error when an evaluation is running already; any error of `work`
   */
  async run(work: (controls: Controls) => Promise<EvaluationResult>): Promise<EvaluationResult> {
    if (this.running !== null)
      throw new Error(l10n.t("An evaluation is running already. Stop it first, or wait until it ends."));
    const [pause, stop] = [new Pause(), new AbortController()];
    this.running = { pause, stop };
    this.tell();
    tickOff("smcs.hasEvaluated");
    const onProgress = (progress: EvaluationProgress): void => {
      this.show(progress);
    };
    const working = work({ signal: stop.signal, pause, onProgress });
    this.ended = working.catch(() => undefined);
    try {
      const result = await working;
      this.finished.fire(result);
      return result;
    } finally {
      this.running = null;
      this.latest = null;
      this.tell();
    }
  }

  /** Pauses: no new requests are sent until it is resumed; running requests continue. */
  pause(): void {
    this.running?.pause.pause();
    this.tell();
  }

  resume(): void {
    this.running?.pause.resume();
    this.tell();
  }

  /** Resolves when every answer is stored and the processes have ended. */
  async stop(): Promise<void> {
    this.running?.stop.abort();
    await this.ended;
  }

  dispose(): void {
    this.changed.dispose();
    this.finished.dispose();
  }

  private show(progress: EvaluationProgress): void {
    this.latest = progress;
    const now = performance.now();
    if (now - this.shownAt < SHOW_EVERY_MS) return;
    this.shownAt = now;
    this.changed.fire();
  }

  private tell(): void {
    void commands.executeCommand("setContext", STATE, this.isPaused ? "paused" : this.isRunning ? "running" : "none");
    this.changed.fire();
  }
}
