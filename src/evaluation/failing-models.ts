import { messageOf } from "../core/errors.ts";
import { plainLine } from "../core/question-bank/plain-line.ts";
import type { PlannedMember } from "./planned-member.ts";

/** After so many failures one after the other a model is left alone: its server is down, or refuses everything. */
const IN_A_ROW = 5;
/** Characters of what a server said. */
const LONGEST_REASON = 500;

/** What went wrong with one model. */
interface Failures {
  readonly count: number;
  readonly inARow: number;
  /** Why the latest request failed. */
  readonly reason: string;
}

/** Which members are not asked any more in this run, and what failed with all of them. */
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
