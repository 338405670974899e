import { Budget } from "./budget.ts";
import { askEndpoint } from "./ask-endpoint.ts";
import { checkPair } from "./check-pair.ts";
import { CheckQueue } from "./check-queue.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { withEvaluationLock } from "./evaluation-lock.ts";
import { groupBy } from "./group-by.ts";
import { FailedChecks } from "./failed-checks.ts";
import { FailingModels } from "./failing-models.ts";
import { OutcomeRecorder } from "./outcome-recorder.ts";
import { Pause } from "./pause.ts";
import type { EvaluationPlan } from "./plan.ts";
import { Rate } from "./rate.ts";
import type { EvaluationMeans, EvaluationRun, Pair } from "./run.ts";
import { type EvaluationProgress, Tally } from "./tally.ts";

/** What whoever starts an evaluation decides. */
export interface EvaluationOptions {
  /** Ends it: what is in flight is broken off, and everything that was answered is kept. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  /** Holds it and lets it go on. */
  readonly pause?: Pause;
  /** US dollars that are never passed; null, or absent, for no limit. */
  readonly budgetUsd?: number | null;
  /** False: nobody is asked; kept replies are checked and recorded. */
  readonly ask?: boolean;
}

/** How an evaluation ended. */
export interface EvaluationResult extends Pick<
  EvaluationProgress,
  "asked" | "right" | "wrong" | "failed" | "missing" | "costUsd"
> {
  /** Pairs whose outcome belongs to another prompt, sampling or checker, and which were left as they are. */
  readonly stale: number;
  readonly cancelled: boolean;
  /** What the user should know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Asks, checks and records what a plan found missing (Eq. 1). Whenever it ends, by itself, cancelled or killed, the next
 * evaluation goes on where it was: replies are on the disk before they count, and nothing that was answered is asked
 * again.
 *
 * @throws EvaluationError when there is a budget and a price is unknown; BankError when another evaluation runs, or the
 * disk fails
 */
export async function evaluate(
  plan: EvaluationPlan,
  means: EvaluationMeans,
  options: EvaluationOptions,
): Promise<EvaluationResult> {
  const { budgetUsd = null, ask = true } = options;
  if (budgetUsd !== null && ask) refuseUnknownPrices(plan);
  try {
    return await withEvaluationLock(plan.bankFolder, options.signal, (signal) =>
      underLock(plan, means, options, signal),
    );
  } finally {
    await Promise.all(plan.members.map(({ log }) => log.close()));
  }
}

async function underLock(
  plan: EvaluationPlan,
  means: EvaluationMeans,
  { signal: users, onProgress = () => undefined, pause = new Pause(), budgetUsd = null, ask = true }: EvaluationOptions,
  lock: AbortSignal,
): Promise<EvaluationResult> {
  // Another evaluation may have ended between the plan and the lock.
  await Promise.all(plan.members.map(({ log }) => log.catchUp()));
  const broken = new AbortController();
  const { stale } = plan.counts();
  const tally = new Tally(plan.missing(), new Rate(means.clock), onProgress);
  const checks = new CheckQueue<Pair>(means.checks, (pair) => checkPair(pair, run));
  const recorder = new OutcomeRecorder(plan.bankFolder, (count) => {
    tally.recorded(count);
  });
  const run: EvaluationRun = {
    plan,
    means,
    signal: AbortSignal.any([lock, broken.signal]),
    pause,
    budget: new Budget(budgetUsd),
    tally,
    failing: new FailingModels(),
    failedChecks: new FailedChecks(),
    checks,
    recorder,
    fail: (error) => {
      broken.abort(error);
    },
  };
  takeUp(run);
  if (ask) await Promise.all(endpointsOf(plan).map((members) => askEndpoint(members, run)));
  if (run.signal.aborted) checks.clear();
  await checks.idle();
  if (broken.signal.aborted) throw broken.signal.reason;
  await recorder.flush();
  if (lock.aborted && !users.aborted) throw lock.reason;
  const { asked, right, wrong, failed, missing, costUsd } = tally.progress;
  const notes = [...notesOn(plan), ...run.failing.notes, ...run.failedChecks.notes];
  return { asked, right, wrong, failed, missing, costUsd, stale, cancelled: users.aborted, notes };
}

/** Goes on where the last run ended: what was answered is checked, what was checked is recorded. */
function takeUp({ plan, means, checks, recorder, tally }: EvaluationRun): void {
  for (const { question, member, standing } of plan.pairs()) {
    if (standing === "check") checks.add({ question, member });
    if (standing !== "record") continue;
    const verdict = member.log.latest(question.id)?.verdict;
    if (verdict == null) continue;
    const { value, at } = verdict;
    recorder.add(question.id, member.member.name, {
      value,
      weight: 1,
      evidence: "checked",
      checker: question.checker,
      at: at === "" ? means.now() : at,
    });
    tally.skipped(member.member.name);
  }
}

function endpointsOf({ members }: EvaluationPlan): EvaluationPlan["members"][] {
  return [...groupBy(members, ({ member }) => member.servers[0]?.name ?? member.reference).values()];
}

function refuseUnknownPrices(plan: EvaluationPlan): void {
  const unknown = new Set<string>();
  for (const { question, member, standing } of plan.pairs()) {
    if (standing === "ask" && plan.price(question, member) === null) unknown.add(member.member.name);
  }
  if (unknown.size === 0) return;
  throw new EvaluationError(
    `A budget cannot be kept without prices: set promptUsdPerMTok and completionUsdPerMTok (0 for your own server) for ${[...unknown].join(", ")}, or leave the budget out.`,
  );
}

function notesOn({ members }: EvaluationPlan): string[] {
  return members.flatMap(({ member, log }) =>
    log.damagedLines === 0 ? [] : [`${log.damagedLines} kept replies of ${member.name} were damaged and do not count.`],
  );
}
