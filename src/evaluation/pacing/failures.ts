import { messageOf } from "../../core/errors.ts";
import { plainLine } from "../../core/plain-line.ts";

/** After this many failures in a row a model is not asked any more: its server is down, or refuses everything. */
const IN_A_ROW = 5;
/** Longest message of a server or a check, in characters. */
const LONGEST_REASON = 500;

/** The failures of one model. */
interface Failures {
  readonly count: number;
  readonly inARow: number;
  /** Why the latest request failed. */
  readonly reason: string;
}

/** Records which models are not asked any more in this run, and the failures of each. */
export class FailingModels<Model> {
  private readonly nameOf: (model: Model) => string;
  private readonly failures = new Map<Model, Failures>();
  private readonly out = new Map<Model, string>();

  constructor(nameOf: (model: Model) => string) {
    this.nameOf = nameOf;
  }

  /** Returns why a model was left out, in a sentence; null while it is asked. */
  whyOut(model: Model): string | null {
    return this.out.get(model) ?? null;
  }

  answered(model: Model): void {
    const failures = this.failures.get(model);
    if (failures !== undefined) this.failures.set(model, { ...failures, inARow: 0 });
  }

  failed(model: Model, error: unknown): void {
    const { count, inARow } = this.failures.get(model) ?? { count: 0, inARow: 0 };
    const reason = plainLine(messageOf(error), LONGEST_REASON);
    this.failures.set(model, { count: count + 1, inARow: inARow + 1, reason });
    if (inARow + 1 < IN_A_ROW) return;
    this.leaveOut(
      model,
      `${this.nameOf(model)} failed ${IN_A_ROW} times in a row and was left out of the rest of this run: ${reason}`,
    );
  }

  leaveOut(model: Model, why: string): void {
    if (!this.out.has(model)) this.out.set(model, why);
  }

  /** One sentence for each model that was left out, and for each other model that failed at times. */
  get notes(): string[] {
    const others = [...this.failures].filter(([model]) => !this.out.has(model));
    return [
      ...this.out.values(),
      ...others.map(([model, { count, reason }]) => {
        const requests = count === 1 ? "1 request" : `${count} requests`;
        return `${requests} to ${this.nameOf(model)} failed and will be sent again the next time. The latest reason: ${reason}`;
      }),
    ];
  }
}

/** Counts failed checks, and keeps the reason of the first. */
export class FailedChecks {
  private count = 0;
  private first = "";

  add(reason: string): void {
    this.count += 1;
    if (this.count === 1) this.first = plainLine(reason, LONGEST_REASON);
  }

  /** One sentence when there were failed checks, else none. */
  get notes(): string[] {
    if (this.count === 0) return [];
    const checks = this.count === 1 ? "1 reply" : `${this.count} replies`;
    return [
      `${checks} could not be checked and will be the next time, without asking again. The first reason: ${this.first}`,
    ];
  }
}
