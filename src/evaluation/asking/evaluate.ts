import { Budget, CheckQueue, FailedChecks, FailingModels, Pause, Rate } from "../pacing/index.ts";
import { askEndpoint } from "./ask-endpoint.ts";
import { EvaluationError, type EvaluationPlan } from "./evaluation-plan.ts";
import { withEvaluationLock } from "./evaluation-lock.ts";
import { OutcomeRecorder } from "./outcome-recorder.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import type { EvaluationMeans } from "../checking/index.ts";
import { type EvaluationProgress, Tally } from "./tally.ts";

/** Options of an evaluation. */
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
  "asked" | "right" | "wrong" | "cutOff" | "described" | "failed" | "missing" | "costUsd"
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
 * @throws EvaluationError when there is a budget and a price is unknown; BankError when another evaluation runs, the
 * disk fails or the bank is gone; whatever `onProgress` throws
 */
export async function evaluate(
  plan: EvaluationPlan,
  means: EvaluationMeans,
  options: EvaluationOptions,
): Promise<EvaluationResult> {
  const { signal: users, budgetUsd = null, ask = true } = options;
  if (budgetUsd !== null && ask) refuseUnknownPrices(plan);
  const progress = { begun: false };
  try {
    return await withEvaluationLock(plan.bankFolder, users, (signal) => {
      progress.begun = true;
      return evaluateUnderLock(plan, means, options, signal);
    });
  } catch (error) {
    if (progress.begun || !users.aborted) throw error;
    return resultOf(plan, new Tally(plan.missing(), new Rate(means.clock), () => undefined), true);
  } finally {
    await Promise.all(plan.asked.map(({ log }) => log.close()));
  }
}

/**
 * `evaluate` for a caller that holds the lock of evaluations, and closes the plan's logs.
 *
 * @param lock aborted when the lock is lost, and with the options' signal
 */
export async function evaluateUnderLock(
  plan: EvaluationPlan,
  means: EvaluationMeans,
  { signal: users, onProgress = () => undefined, pause = new Pause(), budgetUsd = null, ask = true }: EvaluationOptions,
  lock: AbortSignal,
): Promise<EvaluationResult> {
  // Another evaluation may have ended between the plan and the lock.
  await Promise.all(plan.asked.map(({ log }) => log.catchUp()));
  const broken = new AbortController();
  const tally = new Tally(plan.missing(), new Rate(means.clock), onProgress);
  const checks = new CheckQueue<Pair>(means.checks, (pair) => pair.member.purpose.settle(pair, run));
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
    failing: new FailingModels(({ name }) => name),
    failedChecks: new FailedChecks(),
    checks,
    recorder,
    fail: (error) => {
      broken.abort(error);
    },
  };
  takeUp(run, ask);
  if (ask) await Promise.all(endpointsOf(plan).map((members) => askEndpoint(members, run)));
  await checks.idle();
  // Verdicts are recorded whatever else has happened, and nothing continues once this function has returned.
  await recorder.flush().catch(run.fail);
  broken.signal.throwIfAborted();
  if (lock.aborted && !users.aborted) throw lock.reason;
  const result = resultOf(plan, tally, users.aborted);
  return { ...result, notes: [...result.notes, ...run.failing.notes, ...run.failedChecks.notes] };
}

function resultOf(plan: EvaluationPlan, { progress }: Tally, cancelled: boolean): EvaluationResult {
  const { asked, right, wrong, cutOff, described, failed, missing, costUsd } = progress;
  const { stale } = plan.counts();
  return { asked, right, wrong, cutOff, described, failed, missing, costUsd, stale, cancelled, notes: notesOn(plan) };
}

/** Goes on where the last run ended: what was answered is checked, what was checked is recorded. */
function takeUp({ plan, checks, recorder, tally }: EvaluationRun, ask: boolean): void {
  for (const { question, member, standing } of plan.pairs()) {
    if (standing === "ask" && !ask) tally.skipped(member.name);
    if (standing === "check") checks.add({ question, member });
    if (standing !== "record") continue;
    const verdict = member.log.latest(question.id)?.verdict;
    if (verdict == null) continue;
    const { value, at } = verdict;
    const { id, checker } = question;
    recorder.add(id, member.member.name, { value, weight: 1, evidence: "checked", checker, at });
    tally.skipped(member.name);
  }
}

function endpointsOf({ asked }: EvaluationPlan): EvaluationPlan["members"][] {
  return [...Map.groupBy(asked, ({ member }) => member.servers[0]?.name ?? member.reference).values()];
}

function refuseUnknownPrices(plan: EvaluationPlan): void {
  const unknown = new Set<string>();
  for (const { question, member, standing } of plan.pairs()) {
    if (standing === "ask" && plan.price(question, member) === null) unknown.add(member.member.name);
  }
  if (unknown.size === 0) return;
  throw new EvaluationError(
    `A budget cannot be kept without prices: set promptUsdPerMTok and completionUsdPerMTok (0 for your own server) for ${[...unknown].join(", ")}, and contextTokens where "parameters" take max_tokens away, or leave the budget out.`,
  );
}

function notesOn({ asked }: EvaluationPlan): string[] {
  return asked.flatMap(({ name, log }) =>
    log.damagedLines === 0 ? [] : [`${log.damagedLines} kept replies of ${name} were damaged and do not count.`],
  );
}
