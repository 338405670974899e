import { existsSync } from "node:fs";
import { type Disposable, l10n, type LogOutputChannel, window } from "vscode";
import { messageOf } from "../../core/errors.ts";
import type { AnewResult } from "../../evaluation/anew/index.ts";
import { repliesFolder } from "../../evaluation/kept/index.ts";
import { showInformationMessage } from "../messages.ts";
import type { ModelSource } from "../model-source.ts";
import { showReport } from "../reports.ts";
import { trySettings } from "../settings.ts";
import { BackgroundItem, offerRetry } from "../status-bar/background-work.ts";
import type { RunActivity } from "../status-bar/run-activity.ts";
import type { BankSource } from "./bank-source.ts";
import type { Evaluation } from "./evaluation.ts";

const NOTICE_MS = 8000;
/** Delay after the start of the editor, in milliseconds. */
const START_AFTER_MS = 5000;
/** Milliseconds until the next attempt while another process evaluates. */
const LOOK_AGAIN_MS = 60_000;

/** The parts of the window that are used to judge kept answers again. */
interface JudgingContext {
  readonly source: ModelSource;
  readonly bank: BankSource;
  readonly evaluation: Evaluation;
  readonly activity: RunActivity;
  readonly log: LogOutputChannel;
  /** Delay before judging begins in the background, in milliseconds. */
  readonly startAfterMs?: number;
}

/**
 * Judges a bank's kept answers again in the background, one at a time, if an older checker judged them. Judging stops
 * for questions and evaluations, so that the bank is free, and continues afterwards. The status bar shows it and can
 * stop it.
 */
export class Judging implements Disposable {
  private readonly context: JudgingContext;
  private readonly listening: readonly Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private running: { readonly folder: string; readonly stop: AbortController; readonly done: Promise<void> } | null =
    null;
  private readonly item = new BackgroundItem({
    id: "smcs.judging",
    name: l10n.t("SMCS: Judging Kept Answers Anew"),
    stopCommand: "smcs.bank.stopJudging",
    contextKey: "smcs.bank.isJudging",
  });
  /** Whether judging begins or continues once questions and evaluations have ended. */
  private waits = false;
  /** Whether the user has asked for judging and has not seen the result yet. */
  private wished = false;
  /** Folders of banks that this session skips, because the user stopped judging or judging failed. */
  private readonly leftAlone = new Set<string>();

  constructor(context: JudgingContext) {
    this.context = context;
    const { source, evaluation, activity } = context;
    this.later();
    const giveWay = (): void => {
      this.giveWay();
    };
    this.listening = [
      activity.onDidChange(giveWay),
      evaluation.onDidChange(giveWay),
      // Another bank may be in use now.
      source.onDidChange(() => {
        this.later();
      }),
    ];
  }

  /**
   * Judges the bank of the settings again at the user's request, and says so when nothing has to be done.
   *
   * @throws Error while an evaluation runs
   */
  async judge(): Promise<void> {
    if (this.context.evaluation.isRunning)
      throw new Error(l10n.t("An evaluation is running already. Stop it first, or wait until it ends."));
    const folder = this.context.source.bankFolders().bankFolder;
    this.leftAlone.clear();
    // Judging in the background would not report that nothing is left to do.
    if (!this.wished) await this.end();
    this.wished = true;
    await this.begin(folder);
  }

  /** Stops judging for this session; the next session continues. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.wished = false;
    if (this.running !== null) this.leftAlone.add(this.running.folder);
    await this.end();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const listener of this.listening) listener.dispose();
    this.running?.stop.abort();
    this.item.dispose();
  }

  private get isInTheWay(): boolean {
    return this.context.activity.isAnswering || this.context.evaluation.isRunning;
  }

  private giveWay(): void {
    if (this.isInTheWay) {
      this.waits ||= this.running !== null;
      this.running?.stop.abort();
    } else if (this.waits) {
      this.later();
    }
  }

  private async end(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.done;
  }

  private later(afterMs = this.context.startAfterMs ?? START_AFTER_MS): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { settings } = trySettings();
      if (settings !== null) void this.begin(this.context.source.bankFolders(settings).bankFolder);
    }, afterMs);
  }

  /** Begins to judge a bank, or marks it as waiting while questions or evaluations run. Never throws. */
  private async begin(folder: string): Promise<void> {
    while (this.running !== null && this.running.folder !== folder) await this.end();
    if (this.running !== null || this.leftAlone.has(folder)) return;
    this.waits = this.isInTheWay;
    if (this.waits) return;
    // Nothing is loaded for a bank that no model was evaluated on.
    if (!this.wished && !existsSync(repliesFolder(folder, false))) return;
    const stop = new AbortController();
    const done = this.work(folder, stop.signal).finally(() => {
      this.running = null;
    });
    this.running = { folder, stop, done };
    await done;
  }

  private async work(folder: string, signal: AbortSignal): Promise<void> {
    const { bank, source, log } = this.context;
    const { wished } = this;
    try {
      const { mayNeedJudging, judgeBuiltAnew } = await import("../../evaluation/anew/index.ts");
      if (!wished && !(await mayNeedJudging(folder))) return;
      const { judgedShare } = await import("./judging-texts.ts");
      const result = await judgeBuiltAnew(folder, source.checkingFolders, {
        signal,
        again: wished,
        checks: 1,
        templates: trySettings().settings?.promptTemplates ?? {},
        onProgress: (progress) => {
          this.show(judgedShare(progress));
        },
      });
      if (result !== null && result.changes.length > 0) bank.touch();
      if (result?.cancelled !== true) this.wished = false;
      if (result !== null || wished) void this.tell(result, wished);
    } catch (error) {
      if (signal.aborted) return;
      const { EvaluationRunsError } = await import("../../evaluation/asking/index.ts");
      if (error instanceof EvaluationRunsError && !wished) {
        // The other window may end before it has finished.
        this.later(LOOK_AGAIN_MS);
        return;
      }
      log.warn(`judging kept answers anew: ${messageOf(error)}`);
      this.leftAlone.add(folder);
      this.wished = false;
      const failed = l10n.t("The kept answers could not be judged anew. {0}", messageOf(error));
      void offerRetry(failed, "smcs.bank.judgeAnew");
    } finally {
      this.item.hide();
    }
  }

  private async tell(result: AnewResult | null, wished: boolean): Promise<void> {
    const { log } = this.context;
    const { judgedDetails, judgedSummary } = await import("./judging-texts.ts");
    const summary = judgedSummary(result);
    if (result === null || result.done > 0) log.info(summary);
    for (const note of result?.notes ?? []) log.warn(note);
    if (result?.cancelled === true) return;
    if (result === null || result.changes.length === 0) {
      if (wished) void showInformationMessage(summary);
      else if (result !== null && result.done > 0) window.setStatusBarMessage(`$(library) ${summary}`, NOTICE_MS);
      return;
    }
    const which = l10n.t("Show Which");
    if ((await showInformationMessage(summary, which)) !== which) return;
    await showReport(l10n.t("Answers Judged Anew"), judgedDetails(result));
  }

  private show(percent: number): void {
    const label = l10n.t("SMCS: judging kept answers anew, {0}%", percent);
    const why = l10n.t(
      "A check has changed, so kept answers of models are judged anew. No model is asked. Click to stop; the next session continues from there.",
    );
    this.item.show({ text: `$(sync~spin) SMCS ${percent}%`, tooltip: `${label}\n\n${why}`, label });
  }
}
