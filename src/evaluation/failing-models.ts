import { messageOf } from "../core/errors.ts";
import type { PlannedMember } from "./plan.ts";

/** After so many failures one after the other a model is left alone: its server is down, or refuses everything. */
const IN_A_ROW = 5;

/** Which members are not asked any more in this run, and why. */
export class FailingModels {
  /** A sentence for each member that was left out. */
  readonly notes: string[] = [];
  private readonly inARow = new Map<PlannedMember, number>();
  private readonly out = new Set<PlannedMember>();

  isOut(member: PlannedMember): boolean {
    return this.out.has(member);
  }

  answered(member: PlannedMember): void {
    this.inARow.delete(member);
  }

  failed(member: PlannedMember, error: unknown): void {
    const failures = (this.inARow.get(member) ?? 0) + 1;
    this.inARow.set(member, failures);
    if (failures < IN_A_ROW) return;
    this.leaveOut(
      member,
      `${member.member.name} failed ${IN_A_ROW} times in a row and was left out of the rest of this run: ${messageOf(error)}`,
    );
  }

  leaveOut(member: PlannedMember, why: string): void {
    if (this.out.has(member)) return;
    this.out.add(member);
    this.notes.push(why);
  }
}
