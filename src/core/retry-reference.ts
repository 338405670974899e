import { aggregateGroups, type Candidate } from "./aggregate-subsets.ts";
import { askReferencers } from "./ask-referencers.ts";
import { QuestionBudget } from "./cost/question-budget.ts";
import { spentAtMost } from "./cost/spent-at-most.ts";
import { healthyFirst } from "./enhancement/aggregators.ts";
import { messageOf } from "./errors.ts";
import { eventStream } from "./event-stream.ts";
import { HeldCandidates } from "./held-candidates.ts";
import { answeredWarning, NOTHING_MERGED, tellsOutcome } from "./outcome-warnings.ts";
import { named } from "./plan-run.ts";
import { prepareRetry, type Retry } from "./prepare-retry.ts";
import { derivedSeed } from "./random.ts";
import { recordedCandidates } from "./recorded-answers.ts";
import type { Usage } from "./ports.ts";
import type { Means, Run } from "./run.ts";
import { RunEmbedder } from "./run-embedder.ts";
import type { Emit, ReferencePlace, RunEvent } from "./run-events.ts";
import type { ReferenceRecord, RunRecord } from "./run-record.ts";
import { conclude } from "./systems/conclude.ts";
import { comparing } from "./systems/voting/comparing.ts";
import { standForElection } from "./systems/voting/stand-for-election.ts";
import type { Voting } from "./systems/voting/vote.ts";
import { RunTime } from "./time/run-time.ts";

/**
 * Goes on with an ended run: asks for one reference again and keeps the recorded replies of the others. When it comes,
 * the draws that hold it are merged again and all candidates are scored again. Until that is done the answer stays as it
 * was; it stays for good when the reference fails once more, and when the user stops. What it costs is added.
 *
 * @param run with the run's own id, seed, question and parameters; its cap holds for the whole question
 * @throws Error in words for the user, before any event, when the reference cannot be asked for again
 */
export function retryReference(
  run: Run,
  record: RunRecord,
  place: ReferencePlace,
  means: Means,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, undefined> {
  return eventStream<RunEvent>(async (emit, inner) => {
    const startedAt = means.clock();
    const retry = await prepareRetry(run, record, place, means);
    const withdrawn = record.warnings.filter(tellsOutcome);
    emit({ type: "run-resume", ...place, withdrawn });
    const time = new RunTime(means, run.policy.deadlineMs, inner);
    const failed = (error: unknown): boolean => {
      if (!inner.aborted) emit({ type: "warning", message: messageOf(error) });
      return false;
    };
    const isNew = await answerAnew({ run, record, place, retry, means }, emit, time, inner).catch(failed);
    time.end();
    if (!isNew) for (const message of withdrawn) emit({ type: "warning", message });
    const durationMs = (record.totals.durationMs ?? 0) + means.clock() - startedAt;
    const { outcome, error } = record;
    if (isNew || outcome === "running") emit({ type: "run-end", outcome: "done", error: null, durationMs });
    else emit({ type: "run-end", outcome, error, durationMs });
  }, signal);
}

/** Everything that one retry works with. */
interface Work {
  readonly run: Run;
  readonly record: RunRecord;
  readonly place: ReferencePlace;
  readonly retry: Retry;
  readonly means: Means;
}

/** Returns whether there is a new answer; without one nothing of the old one has changed. */
async function answerAnew(work: Work, emit: Emit, time: RunTime, stop: AbortSignal): Promise<boolean> {
  const { run, record, place, retry, means } = work;
  const { system, index, member, selection, calls, redrawn } = retry;
  const earlier = record.references[index] as ReferenceRecord;
  const { parameters } = record;
  const shared = {
    seed: derivedSeed(record.seed, `retry/${index}/${earlier.retries}`),
    parameters,
    policy: run.policy,
    budget: new QuestionBudget({ ...calls, referencers: [member] }, means.clock, spentAtMost(record, calls)),
    clock: means.clock,
    wait: means.wait,
  };
  const [again] = askReferencers(run.question, [member], {
    ...shared,
    emit: goingOn(place, earlier, emit),
    ...time.ofReferences(calls.groups.length === 0),
  });
  const asked = (await again) ?? null;
  if (asked === null || stop.aborted) return false;

  const references = retry.references.map((reference, at) => (at === index ? asked : reference));
  const arrived = references.map((reference) => Promise.resolve(reference));
  const held = new HeldCandidates(recordedCandidates(record), emit);
  const merging = { ...shared, emit: held.emit, ...time.whole };
  const aggregators = healthyFirst(calls.aggregators, selection.referencers, arrived);
  const candidates = held.all(
    system.conclusion === "vote"
      ? [standForElection(asked, index, held.emit)]
      : await aggregateGroups(run.question, calls.groups, arrived, aggregators, merging),
  );
  const mostConsistent = comparing(system, run.question, aggregators, merging, stop);
  const scores = await scored(candidates, work, mostConsistent, emit, stop).catch((error: unknown) => {
    held.discard();
    throw error;
  });
  if (redrawn !== null) emit({ type: "subsets-drawn", subsets: named(redrawn, selection.referencers) });
  held.release(candidates);
  const present = references.filter((reference) => reference !== null);
  const oneEach =
    system.conclusion === "posterior" || new Set(selection.referencers).size === selection.referencers.length;
  if (present.length < references.length)
    emit({ type: "warning", message: answeredWarning(present.length, references.length, oneEach) });
  for (const event of scores) emit(event);
  if (scores.length > 0) return true;
  emit({ type: "warning", message: NOTHING_MERGED });
  emit({ type: "fallback", model: present[0]?.model ?? place.model });
  return true;
}

/**
 * What scoring reports; nothing when there is nothing to score.
 *
 * @throws the signal's reason when the user has stopped
 */
async function scored(
  candidates: readonly Candidate[],
  { run, record, retry: { system, selection }, means }: Work,
  mostConsistent: Voting["mostConsistent"],
  emit: Emit,
  stop: AbortSignal,
): Promise<readonly RunEvent[]> {
  stop.throwIfAborted();
  const embedder = new RunEmbedder(means, (message) => {
    emit({ type: "warning", message });
  });
  const events: RunEvent[] = [];
  const concluding = {
    question: run.question,
    selection,
    parameters: record.parameters,
    embedder: embedder.within(stop),
    equalMath: means.equalMath,
    mostConsistent,
  };
  await conclude(system.conclusion, candidates, concluding, (event) => events.push(event));
  stop.throwIfAborted();
  return events;
}

/** Events of a reference that was asked for before: it keeps its place, and what it cost then is added. */
function goingOn(place: ReferencePlace, earlier: ReferenceRecord, emit: Emit): Emit {
  const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
  return (event) => {
    if (!("model" in event)) emit(event);
    else if (event.type === "reference-end") {
      const { usage } = event;
      const before = earlier.usage;
      const both = before === null || usage === null ? null : addUsage(before, usage);
      emit({ ...event, ...place, usage: both, costUsd: sum(earlier.costUsd, event.costUsd) });
    } else emit({ ...event, ...place });
  };
}

function addUsage(a: Usage, b: Usage): Usage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
  };
}
