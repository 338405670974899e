import { askPair } from "./ask-pair.ts";
import type { PlannedMember } from "./planned-member.ts";
import type { EvaluationRun } from "./run.ts";
import { Slots } from "./slots.ts";

/** Asks the members of one endpoint, question by question, as many requests at a time as it takes. */
export async function askEndpoint(members: readonly PlannedMember[], run: EvaluationRun): Promise<void> {
  const { plan, signal, pause, budget, tally, failing } = run;
  const slots = new Slots(slotsFor(members[0]?.member.servers[0]?.concurrency ?? 1));
  for (const question of plan.questions) {
    for (const member of members) {
      if (plan.standing(question, member) !== "ask") continue;
      await slots.take();
      if (pause.paused) {
        await pause.whenRunning(signal);
        tally.resumed();
      }
      const worst = budget.limited ? (plan.price(question, member)?.high ?? Infinity) : 0;
      if (!signal.aborted && !failing.isOut(member)) {
        if (await budget.reserve(worst)) {
          void askPair({ question, member }, worst, run)
            .catch(run.fail)
            .finally(() => {
              slots.release();
            });
          continue;
        }
        failing.leaveOut(member, `${member.name} was not asked further: its next request could pass the budget.`);
      }
      slots.release();
      tally.skipped(member.name);
      if (signal.aborted) break;
    }
    if (signal.aborted) break;
  }
  await slots.allFree();
}

/** Some more than the endpoint takes at once wait at its door, so that it never waits for our disk. */
function slotsFor(concurrency: number): number {
  return concurrency + Math.max(4, Math.ceil(concurrency / 2));
}
