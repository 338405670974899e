import { commands, type Disposable, EventEmitter, l10n, type LogOutputChannel, ProgressLocation, window } from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import { EmbeddingError, messageOf } from "../../core/errors.ts";
import type { BankSource } from "../bank/bank-source.ts";
import { showInformationMessage } from "../messages.ts";
import type { BankSources, ModelSource } from "../model-source.ts";
import { BankMove } from "./bank-move.ts";
import type { DownloadOffer } from "./download-offer.ts";
import type { EmbedderText, ServingEmbedder } from "./embedding-files.ts";

/**
 * Manages the embedder: reports which one is in use, offers the model, and moves the bank in the background. None of
 * this ever delays an answer.
 */
export class Embedding implements Disposable {
  private readonly source: ModelSource;
  private readonly bank: BankSource;
  private readonly offer: DownloadOffer;
  private readonly log: LogOutputChannel;
  private readonly moving: BankMove;
  private readonly changed = new EventEmitter<void>();
  private readonly listening: Disposable;
  private text: EmbedderText | null = null;
  private downloading: { readonly model: string; readonly done: Promise<void> } | null = null;
  private used = false;
  private readonly calibrated = new Set<string>();
  private readonly closing = new AbortController();

  /** Fires when another embedder is in use, or the reason has changed. */
  readonly onDidChange = this.changed.event;

  constructor(source: ModelSource, bank: BankSource, offer: DownloadOffer, log: LogOutputChannel) {
    this.source = source;
    this.bank = bank;
    this.offer = offer;
    this.log = log;
    this.moving = new BankMove(log);
    this.listening = source.onDidChange(() => {
      // Nothing is loaded before the first question.
      if (this.used) void this.look();
    });
  }

  /** The embedder in use, and the reason; null before the first question. */
  get status(): EmbedderText | null {
    return this.text;
  }

  /**
   * Checks the embedder after an answered question, and offers the model if it would help: if the bank has outcomes of
   * the available models. Never throws.
   */
  async afterRun({ simulated, outcome, selection }: RunRecord): Promise<void> {
    const canDownload = await this.look();
    if (simulated || outcome !== "done" || selection?.prior.some(({ overall }) => overall !== null) !== true) return;
    await this.offer.noteQuestion();
    if (canDownload) this.inBackground(this.offerDownload());
  }

  /**
   * Checks which embedder is in use now, and begins the necessary work. Never throws.
   *
   * @returns whether a download would give a better embedder
   */
  private async look(): Promise<boolean> {
    this.used = true;
    try {
      const sources = this.source.bankSources();
      const serving = await this.serving(sources);
      const { wanted, shouldMove } = serving;
      await this.moving.stopUnless(wanted.embedding.space);
      if (shouldMove && this.moving.mayBegin(serving)) this.inBackground(this.move(serving, sources));
      if (!shouldMove) this.inBackground(this.calibrate(serving, sources));
      return wanted.canDownload;
    } catch (error) {
      this.log.error(`embedder: ${messageOf(error)}`);
      return false;
    }
  }

  /**
   * Downloads the model of the settings, with progress, and then moves the bank to it.
   *
   * @throws EmbeddingError when the model cannot be downloaded or does not work
   */
  async download(): Promise<void> {
    const { model } = this.source.bankSources().settings.embedding;
    // One download at a time: another model waits for the running download.
    while (this.downloading !== null && this.downloading.model !== model) {
      await this.downloading.done.catch(() => undefined);
    }
    this.downloading ??= {
      model,
      done: this.fetchModel().finally(() => {
        this.downloading = null;
      }),
    };
    await this.downloading.done;
  }

  /** Removes the downloaded model. */
  async remove(): Promise<void> {
    const { remove } = await import("./embedding-files.ts");
    // Stopped in this way so that the bank moves to the model again if the model returns.
    await this.moving.stopUnless("");
    const sources = this.source.bankSources();
    const removed = await remove(sources);
    const { model } = sources.settings.embedding;
    if (removed) await this.offer.refuse(model);
    void showInformationMessage(removed ? l10n.t("{0} was removed.", model) : l10n.t("{0} is not downloaded.", model));
    await this.serving();
  }

  /**
   * Embeds the bank with the wanted embedder, continuing where it was stopped.
   *
   * @throws EmbeddingError when the embedder of the settings is not available
   */
  async embedBank(): Promise<void> {
    const sources = this.source.bankSources();
    if (sources.isShared === true) {
      throw new EmbeddingError(
        l10n.t(
          "A team bank keeps the embedder that it was filled with, since its vectors are everybody's. A machine without this embedder searches with the built-in one.",
        ),
      );
    }
    const serving = await this.serving(sources);
    const { name, lacking, embedding } = serving.wanted;
    if (lacking !== null && sources.settings.embedding.backend !== "auto") throw new EmbeddingError(lacking);
    if (serving.stored === embedding.space) {
      const already = l10n.t("The question bank is embedded with {0} already.", name);
      void showInformationMessage(lacking === null ? already : `${already} ${lacking}`);
      return;
    }
    await this.move(serving, sources);
  }

  /** Stops embedding the bank; finished vectors stay. */
  async stopEmbedding(): Promise<void> {
    await this.moving.stop();
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
    this.moving.dispose();
    this.closing.abort();
  }

  /** Ends the background work. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.moving.stop();
    if (this.used) await (await import("./embedding-files.ts")).closeEmbedders();
  }

  private async serving(sources = this.source.bankSources()): Promise<ServingEmbedder> {
    const { servingOf, embedderText } = await import("./embedding-files.ts");
    const serving = await servingOf(sources);
    const text = embedderText(serving);
    if (text.name !== this.text?.name || text.why !== this.text.why) {
      this.text = text;
      this.log.info(`embedder: ${text.name}${text.why === null ? "" : `. ${text.why}`}`);
      this.changed.fire();
      this.bank.redraw();
    }
    return serving;
  }

  private async offerDownload(): Promise<void> {
    const { model } = this.source.bankSources().settings.embedding;
    const { hubHost } = await import("./embedding-files.ts");
    if (this.downloading === null && (await this.offer.accepted(model, hubHost()))) {
      await commands.executeCommand("smcs.embedding.download");
    }
  }

  private async fetchModel(): Promise<void> {
    const sources = this.source.bankSources();
    const { model } = sources.settings.embedding;
    const { download } = await import("./embedding-files.ts");
    const done = await window.withProgress(
      { location: ProgressLocation.Notification, title: l10n.t("Downloading {0}", model), cancellable: true },
      async (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => {
          stop.abort();
        });
        let before = 0;
        const onProgress = ({ loaded, total }: { readonly loaded: number; readonly total: number | null }): void => {
          const share = total === null ? 0 : (100 * loaded) / total;
          progress.report({ message: downloadedText(loaded, total), increment: Math.max(0, share - before) });
          before = Math.max(before, share);
        };
        return download(sources, onProgress, stop.signal).then(
          () => true,
          (error: unknown) => {
            if (stop.signal.aborted) return false;
            throw error;
          },
        );
      },
    );
    if (done) await this.look();
  }

  private async move(serving: ServingEmbedder, sources: BankSources): Promise<void> {
    await this.moving.run(serving, sources);
    this.bank.touch();
    this.inBackground(this.serving().then((now) => this.calibrate(now, sources)));
  }

  /**
   * Calibrates the thresholds once a session, even if that fails: without calibration, conservative thresholds apply.
   */
  private async calibrate({ wanted, stored }: ServingEmbedder, sources: BankSources): Promise<void> {
    const { space } = wanted.embedding;
    if (stored !== space || this.calibrated.has(space)) return;
    this.calibrated.add(space);
    const { calibrate } = await import("./embedding-files.ts");
    await calibrate(wanted, sources, this.closing.signal);
  }

  private inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.closing.signal.aborted) this.log.warn(`embedder: ${messageOf(error)}`);
    });
  }
}

/** Returns the progress of a download. */
function downloadedText(loaded: number, total: number | null): string {
  const done = inMegabytes(loaded);
  return total === null ? l10n.t("{0} MB", done) : l10n.t("{0} of {1} MB", done, inMegabytes(total));
}

const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
