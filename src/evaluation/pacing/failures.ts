import { messageOf } from "../../core/errors.ts";
import { plainLine } from "../../core/plain-line.ts";
import type { Verdict } from "../../core/tasks/index.ts";

type FailedVerdict = Extract<Verdict, { kind: "failed" }>;

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

/** How many questions a note names. */
const NAMED = 5;
/** Longest id of a question in a note, in characters. */
const LONGEST_ID = 80;

/** Failed checks of one kind. */
class Failed {
  count = 0;
  first = "";
  private readonly questions = new Set<string>();

  add(reason: string, questionId: string): void {
    this.count += 1;
    if (this.count === 1) this.first = plainLine(reason, LONGEST_REASON);
    this.questions.add(questionId);
  }

  get replies(): string {
    return this.count === 1 ? "1 reply" : `${this.count} replies`;
  }

  /** Names the questions. */
  get named(): string {
    const ids = [...this.questions].slice(0, NAMED).map((id) => plainLine(id, LONGEST_ID));
    const more = this.questions.size - ids.length;
    return ids.join(", ") + (more > 0 ? ` and ${more} more` : "");
  }
}

/** Counts failed checks: those that the task or the reply makes fail every time, and those that this machine may repeat. */
export class FailedChecks {
  private readonly lasting = new Failed();
  private readonly passing = new Failed();

  add({ detail, isLasting = false }: Pick<FailedVerdict, "detail" | "isLasting">, questionId: string): void {
    (isLasting ? this.lasting : this.passing).add(detail, questionId);
  }

  /** One sentence for each kind of which there were any. */
  get notes(): string[] {
    const { lasting, passing } = this;
    const never = `${lasting.replies} to ${lasting.named} cannot be judged and do not count. The first reason: ${lasting.first}`;
    const again = `${passing.replies} to ${passing.named} could not be checked and will be the next time, without asking again. The first reason: ${passing.first}`;
    return [...(lasting.count > 0 ? [never] : []), ...(passing.count > 0 ? [again] : [])];
  }
}
