import { commands, type Disposable, EventEmitter } from "vscode";

/** Tells menus whether a question of the panel is being answered. */
const ANSWERING = "smcs.isAnswering";

/** Tells the walkthrough that a question was asked; it remembers that by itself. */
const ASKED = "smcs.hasAsked";

/** Knows whether questions are being answered, for whoever shows or stops it. */
export class RunActivity implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private going = 0;

  /** Fires when the first of several begins, and when the last has ended. */
  readonly onDidChange = this.changed.event;

  get isAnswering(): boolean {
    return this.going > 0;
  }

  /** Counts as answering while `work` goes on, however it ends. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.count(1);
    try {
      return await work();
    } finally {
      this.count(-1);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private count(step: number): void {
    const before = this.isAnswering;
    this.going += step;
    if (this.isAnswering === before) return;
    void commands.executeCommand("setContext", ANSWERING, this.isAnswering);
    void commands.executeCommand("setContext", ASKED, true);
    this.changed.fire();
  }
}
