import { type Disposable, type LogOutputChannel, type WebviewPanel } from "vscode";
import { messageOf } from "../../core/errors.ts";
import type { BankReader } from "./bank-view.ts";

/** Interval for checking whether a bank with an open report was written. */
const LOOK_EVERY_MS = 2000;

/** The pause after a report, as a multiple of the time that it took: an evaluation writes all the time. */
const REST = 10;

/** Gives the report its bank and its page. */
interface ReportSource {
  readonly bank: Pick<BankReader, "version" | "onDidChange">;
  /** Creates the page from the present bank. */
  readonly make: (signal: AbortSignal) => Promise<string>;
  readonly log: Pick<LogOutputChannel, "warn">;
}

/** A page about the bank that follows its changes while it is visible; it ends with its panel. */
export class LiveReport {
  readonly panel: WebviewPanel;
  private readonly source: ReportSource;
  private readonly end = new AbortController();
  private readonly listening: readonly Disposable[];
  private readonly timer: NodeJS.Timeout;
  private shown: string | null;
  private restUntil = 0;
  private isLooking = false;

  /** @param shown the version of the bank that the panel shows already; null when it is not known */
  constructor(panel: WebviewPanel, source: ReportSource, shown: string | null) {
    this.panel = panel;
    this.source = source;
    this.shown = shown;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.listening = [
      source.bank.onDidChange(() => void this.look()),
      panel.onDidChangeViewState(() => void this.look()),
      panel.onDidDispose(() => {
        this.close();
      }),
    ];
  }

  /** Rebuilds the page if the bank has changed. An unreadable bank leaves the page as it is. */
  async look(): Promise<void> {
    if (this.isLooking || !this.panel.visible || performance.now() < this.restUntil) return;
    this.isLooking = true;
    try {
      const version = await this.source.bank.version();
      if (version === this.shown) return;
      const from = performance.now();
      const html = await this.source.make(this.end.signal);
      this.restUntil = performance.now() + REST * (performance.now() - from);
      if (this.end.signal.aborted) return;
      this.shown = version;
      this.panel.webview.html = html;
    } catch (error) {
      if (this.end.signal.aborted) return;
      this.restUntil = performance.now() + REST * LOOK_EVERY_MS;
      this.source.log.warn(`The report of the question bank was not made anew: ${messageOf(error)}`);
    } finally {
      this.isLooking = false;
    }
  }

  private close(): void {
    this.end.abort();
    clearInterval(this.timer);
    for (const listener of this.listening) listener.dispose();
  }
}
