import { commands, type Disposable, EventEmitter } from "vscode";
import { tickOff } from "../walkthrough.ts";

/** Context key for menus: whether a question of the panel is being answered, which Stop can end. */
const ANSWERING = "smcs.isAnswering";

/** Knows whether questions are being answered. */
export class RunActivity implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly going = { panel: 0, elsewhere: 0 };

  /** Fires when the first question begins, and when the last one has ended. */
  readonly onDidChange = this.changed.event;

  get isAnswering(): boolean {
    return this.going.panel + this.going.elsewhere > 0;
  }

  /** Whether one of the questions was asked in the panel; others are stopped where they were asked. */
  get canStop(): boolean {
    return this.going.panel > 0;
  }

  /** Counts as answering until `work` ends, in any way. */
  async during<Result>(work: () => Promise<Result>, asked: "panel" | "elsewhere" = "panel"): Promise<Result> {
    this.count(asked, 1);
    try {
      const result = await work();
      tickOff("smcs.hasAsked");
      return result;
    } finally {
      this.count(asked, -1);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private count(asked: "panel" | "elsewhere", step: number): void {
    const [wasAnswering, couldStop] = [this.isAnswering, this.canStop];
    this.going[asked] += step;
    if (this.canStop !== couldStop) void commands.executeCommand("setContext", ANSWERING, this.canStop);
    if (this.isAnswering === wasAnswering) return;
    this.changed.fire();
  }
}
