import { Budget, CheckQueue, FailedChecks, FailingModels, Pause, Rate } from "../pacing/index.ts";
import { askEndpoint } from "./ask-endpoint.ts";
import { EvaluationError, type EvaluationPlan } from "./evaluation-plan.ts";
import { withEvaluationLock } from "./evaluation-lock.ts";
import { OutcomeRecorder } from "./outcome-recorder.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import type { EvaluationMeans } from "../checking/index.ts";
import { TimedReplies } from "./timed-replies.ts";
import { type EvaluationProgress, Tally } from "./tally.ts";

/** Options of an evaluation. */
export interface EvaluationOptions {
  /** Cancels the evaluation: requests in flight are aborted, and every reply received is kept. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  /** Called once if another evaluation of the bank runs, with the longest wait for its end in seconds. */
  readonly onWait?: (mostSeconds: number) => void;
  /** Pauses and resumes the evaluation. */
  readonly pause?: Pause;
  /** Limit in US dollars that is never exceeded; null, or absent, for no limit. */
  readonly budgetUsd?: number | null;
  /** False: no model is asked; kept replies are checked and recorded. */
  readonly ask?: boolean;
}

/** The result of an evaluation. */
export interface EvaluationResult extends Pick<
  EvaluationProgress,
  "asked" | "right" | "wrong" | "cutOff" | "described" | "failed" | "missing" | "costUsd"
> {
  /** Pairs whose outcome belongs to another prompt, sampling or checker, and which were left unchanged. */
  readonly stale: number;
  readonly cancelled: boolean;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * Asks, checks and records what a plan found missing (Eq. 1). However it ends, by itself, cancelled or killed, the next
 * evaluation resumes: replies are on disk before they count, and no question is asked again once it is answered.
 *
 * @throws EvaluationError when there is a budget and a price is unknown; BankError when another evaluation is running,
 * the disk fails or the bank is gone; errors of `onProgress`
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
    const work = (signal: AbortSignal): Promise<EvaluationResult> => {
      progress.begun = true;
      return evaluateUnderLock(plan, means, options, signal);
    };
    return await withEvaluationLock(plan.bankFolder, users, work, options.onWait);
  } catch (error) {
    if (progress.begun || !users.aborted) throw error;
    return resultOf(plan, new Tally(plan.missing(), new Rate(means.clock), () => undefined), true);
  } finally {
    await Promise.all(plan.asked.map(({ log }) => log.close()));
  }
}

/**
 * `evaluate` for a caller that holds the evaluation lock and closes the plan's logs.
 *
 * @param lock aborts when the lock is lost, and with the options' signal
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
    timed: new TimedReplies(),
    fail: (error) => {
      broken.abort(error);
    },
  };
  takeUp(run, ask);
  if (ask) await Promise.all(endpointsOf(plan).map((members) => askEndpoint(members, run)));
  await checks.idle();
  // Verdicts are recorded whatever else happened, and nothing continues after this function returns.
  await recorder.flush().catch(run.fail);
  if (!plan.simulated) await run.timed.keep(plan.bankFolder);
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

/** Resumes an earlier run: checks the replies that were received, and records the verdicts. */
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
