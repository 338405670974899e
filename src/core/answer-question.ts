import { aggregateSubsets } from "./aggregate-subsets.ts";
import { askReferencers, type CallContext, type Reference } from "./ask-referencers.ts";
import { healthyFirst, isNamed, rankAggregators } from "./enhancement/aggregators.ts";
import { messageOf } from "./errors.ts";
import { eventStream } from "./event-stream.ts";
import type { PoolMember } from "./ports.ts";
import type { Means, Run } from "./run.ts";
import type { PackedBank } from "./question-bank/packed-bank.ts";
import { explore, named, selectModels } from "./plan-run.ts";
import type { Emit, RunEvent } from "./run-events.ts";
import { scoreCandidates } from "./score-candidates.ts";
import type { Selection } from "./selection/select-referencers.ts";

/**
 * SMCS, from a question to the winner (Fig. 3), as a stream of events that ends with `run-end`. What goes wrong with
 * single models is part of the answer; only what stops the run makes it fail, and that too is an event.
 *
 * @param signal aborts the run; with a reason named `TimeoutError` it is a deadline, and what arrived is still used
 */
export function answerQuestion(run: Run, means: Means, signal: AbortSignal): AsyncGenerator<RunEvent, void, undefined> {
  return eventStream<RunEvent>(async (emit, inner) => {
    const startedAt = means.clock();
    const { runId, seed, question, parameters } = run;
    emit({ type: "run-start", runId, seed, question, system: "smcs", parameters, simulated: means.simulated });
    const failure = await collaborate(run, means, emit, inner).catch(messageOf);
    const stopped = isStopped(inner);
    const outcome = stopped ? "aborted" : failure === null ? "done" : "failed";
    emit({ type: "run-end", outcome, error: stopped ? null : failure, durationMs: means.clock() - startedAt });
  }, signal);
}

/** The method itself. Returns why there is no answer, or null when there is one. */
async function collaborate(run: Run, means: Means, emit: Emit, signal: AbortSignal): Promise<string | null> {
  const { question, seed } = run;
  const bank = await means.bank.load();
  const { selection, parameters, warnings } = await selectModels(run, means, bank, signal);
  for (const message of warnings) emit({ type: "warning", message });
  emit({ type: "selection-end", selection, parameters });
  if (selection.referencers.length === 0) return "No model can be asked. Add an endpoint, or try the demo models.";

  const prior = selection.prior.slice(0, selection.referencers.length).map(({ value }) => value);
  const subsets = explore(prior, parameters, seed, "prior-dropping");
  announce(subsets, selection, emit);

  const context: CallContext = { seed, parameters, clock: means.clock, emit, signal };
  const references = askReferencers(question, membersNamed(selection.referencers, means.pool), context);
  const ranked = aggregatorsFor(run, means.pool, bank, selection, emit);
  const aggregators = healthyFirst(ranked, selection.referencers, references);
  let candidates = await aggregateSubsets(question, subsets, references, aggregators, context);

  const arrived = await Promise.all(references);
  if (isStopped(signal)) return null;
  const present = reportArrived(arrived, emit);
  if (present.length === 0) return "No model answered.";
  if (subsets.every((subset) => subset.every((index) => arrived[index] === null))) {
    const redrawn = explore(
      present.map((index) => prior[index] ?? 0),
      parameters,
      seed,
      "prior-dropping/again",
    ).map((subset) => subset.map((position) => present[position] ?? 0));
    announce(redrawn, selection, emit);
    candidates = await aggregateSubsets(question, redrawn, references, aggregators, context);
  }

  if (isStopped(signal)) return null;
  if (await scoreCandidates(candidates, selection, parameters, means.embedding, emit)) return null;
  emit({ type: "warning", message: "No aggregation finished: the best single answer is shown instead." });
  emit({ type: "fallback", model: selection.referencers[present[0] ?? 0] ?? "" });
  return null;
}

/** The aggregator and its stand-ins for this question; says so when the configured one is not in the pool. */
function aggregatorsFor(
  { aggregator, codingAggregator }: Run,
  pool: readonly PoolMember[],
  bank: PackedBank,
  { coding }: Selection,
  emit: Emit,
): readonly PoolMember[] {
  const { members, choice } = rankAggregators(pool, bank, coding, { aggregator, codingAggregator });
  const wanted = coding && codingAggregator !== "auto" ? codingAggregator : aggregator;
  if (wanted !== "auto" && !members.some((member) => isNamed(member, wanted))) {
    const message = `The aggregator ${wanted} is not in the pool; ${choice?.model ?? "no model"} aggregates instead.`;
    emit({ type: "warning", message });
  }
  if (choice !== null) emit({ type: "aggregator-chosen", choice });
  return members;
}

function membersNamed(names: readonly string[], pool: readonly PoolMember[]): PoolMember[] {
  return names.map((name) => pool.find((member) => member.name === name)).filter((member) => member !== undefined);
}

function announce(subsets: readonly (readonly number[])[], { referencers }: Selection, emit: Emit): void {
  emit({ type: "subsets-drawn", subsets: named(subsets, referencers) });
}

/** The indices of the references that arrived; a degraded result must not look complete. */
function reportArrived(arrived: readonly Reference[], emit: Emit): number[] {
  const present = arrived.flatMap((reference, index) => (reference === null ? [] : [index]));
  if (present.length < arrived.length) {
    emit({ type: "warning", message: `${present.length} of ${arrived.length} models answered.` });
  }
  return present;
}

/** Whether somebody stopped the run; a deadline only ends its waiting. */
function isStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof Error && reason.name === "TimeoutError");
}
