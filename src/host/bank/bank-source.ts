import { type Disposable, EventEmitter, type LogOutputChannel, window } from "vscode";
import type { ModelSource } from "../model-source.ts";
import { trySettings } from "../settings.ts";
import type { BankOverview } from "./bank-nodes.ts";
import type { BankReader } from "./bank-view.ts";

const NOTICE_MS = 8000;

/** Reads the bank of the settings for its views; its modules are loaded when a view is first opened. */
export class BankSource implements BankReader, Disposable {
  private readonly source: ModelSource;
  private readonly log: LogOutputChannel;
  private readonly changed = new EventEmitter<void>();
  private readonly listening: readonly Disposable[];
  private redraws = 0;

  readonly onDidChange = this.changed.event;

  constructor(source: ModelSource, log: LogOutputChannel) {
    this.source = source;
    this.log = log;
    this.listening = [
      source.onDidChange(() => {
        this.touch();
      }),
      source.onNotice((message) => {
        this.notice(message);
      }),
      source.team.onDidChange(() => {
        this.redraw();
      }),
    ];
  }

  /** Notes that this window has written the bank. */
  touch(): void {
    this.changed.fire();
  }

  /** Notes a change outside of the bank's files: another embedder is in use. */
  redraw(): void {
    this.redraws += 1;
    this.touch();
  }

  async version(): Promise<string> {
    const { bankFolder } = this.source.bankFolders();
    const { bankVersion } = await import("../../bank/store/index.ts");
    const { endpoints, embedding } = trySettings().settings ?? {};
    return JSON.stringify([bankFolder, await bankVersion(bankFolder), endpoints, embedding, this.redraws]);
  }

  async read(): Promise<BankOverview> {
    const { overviewOf } = await import("./bank-files.ts");
    const sources = this.source.bankSources();
    await this.source.team.ready();
    return { ...(await overviewOf(sources)), team: this.source.team.state };
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.changed.dispose();
  }

  /** Reports a change that this window did not make: another window's writes, or damage. */
  private notice(message: string): void {
    this.log.warn(message);
    window.setStatusBarMessage(`$(library) ${message}`, NOTICE_MS);
    this.touch();
  }
}
