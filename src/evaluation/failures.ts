import { messageOf } from "../core/errors.ts";
import { plainLine } from "../core/plain-line.ts";
import type { PlannedMember } from "./planned-member.ts";

/** Failures in a row after which a model is left alone: its server is down, or refuses everything. */
const IN_A_ROW = 5;
/** Characters of what a server or a check said. */
const LONGEST_REASON = 500;

/** What went wrong with one model. */
interface Failures {
  readonly count: number;
  readonly inARow: number;
  /** Why the latest request failed. */
  readonly reason: string;
}

/** Keeps which members are not asked any more in this run, and what failed with each. */
export class FailingModels {
  private readonly failures = new Map<PlannedMember, Failures>();
  /** Why each was left out, in a sentence. */
  private readonly out = new Map<PlannedMember, string>();

  isOut(member: PlannedMember): boolean {
    return this.out.has(member);
  }

  answered(member: PlannedMember): void {
    const failures = this.failures.get(member);
    if (failures !== undefined) this.failures.set(member, { ...failures, inARow: 0 });
  }

  failed(member: PlannedMember, error: unknown): void {
    const { count, inARow } = this.failures.get(member) ?? { count: 0, inARow: 0 };
    const reason = plainLine(messageOf(error), LONGEST_REASON);
    this.failures.set(member, { count: count + 1, inARow: inARow + 1, reason });
    if (inARow + 1 < IN_A_ROW) return;
    this.leaveOut(
      member,
      `${member.name} failed ${IN_A_ROW} times in a row and was left out of the rest of this run: ${reason}`,
    );
  }

  leaveOut(member: PlannedMember, why: string): void {
    if (!this.out.has(member)) this.out.set(member, why);
  }

  /** A sentence for each member that was left out, and for each of the others that failed now and then. */
  get notes(): string[] {
    const others = [...this.failures].filter(([member]) => !this.out.has(member));
    return [
      ...this.out.values(),
      ...others.map(([{ name }, { count, reason }]) => {
        const requests = count === 1 ? "1 request" : `${count} requests`;
        return `${requests} to ${name} failed and will be sent again the next time. The latest reason: ${reason}`;
      }),
    ];
  }
}

/** Counts checks that could not be done, and keeps why the first one could not. */
export class FailedChecks {
  private count = 0;
  private first = "";

  add(reason: string): void {
    this.count += 1;
    if (this.count === 1) this.first = plainLine(reason, LONGEST_REASON);
  }

  /** A sentence, when there was one. */
  get notes(): string[] {
    if (this.count === 0) return [];
    const checks = this.count === 1 ? "1 reply" : `${this.count} replies`;
    return [
      `${checks} could not be checked and will be the next time, without asking again. The first reason: ${this.first}`,
    ];
  }
}
