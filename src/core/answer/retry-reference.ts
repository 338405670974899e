import { aggregateGroups } from "./aggregate-subsets.ts";
import { type Candidate, comparing, conclude, standForElection, type Voting } from "../systems/index.ts";
import { askReferencers, placeOf } from "./ask-referencers.ts";
import { QuestionBudget, spentAtMost } from "../cost/index.ts";
import { healthyFirst } from "../aggregators/index.ts";
import { messageOf } from "../errors.ts";
import { eventStream } from "./event-stream.ts";
import { HeldCandidates } from "./held-candidates.ts";
import { exampleChecks, onlyPassing, withShares } from "./example-checks.ts";
import { answeredWarning, cutOffWarning, NOTHING_MERGED, onlyPassesWarning, tellsOutcome } from "./outcome-warnings.ts";
import { namesOfDraws } from "./plan-run.ts";
import { type AskedRetry, prepareRetry, type Retry } from "./prepare-retry.ts";
import { derivedSeed } from "../random.ts";
import { recordedCandidates } from "./recorded-answers.ts";
import type { Usage } from "../ports.ts";
import type { Means, Run } from "./run.ts";
import { RunSpeeds } from "./run-speeds.ts";
import { RunEmbedder } from "./run-embedder.ts";
import {
  type Emit,
  type ReferencePlace,
  type ReferenceRecord,
  type RunEvent,
  type RunRecord,
  shareOfExamples,
} from "../record/index.ts";
import { wasBrokenOff } from "../conversation/index.ts";
import { RunTime } from "../time/index.ts";

/**
 * Continues an ended run: requests references again and keeps the recorded replies of the others. When one arrives, the
 * draws that hold it are merged again and all candidates are scored again. Until then the answer stays as it was. It
 * stays for good when all retried references fail again, or when the user stops. The cost of the retry is added.
 *
 * @throws Error in words for the user, before any event, when the run cannot be continued
 */
export function retryReferences(
  asked: AskedRetry,
  means: Means,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, undefined> {
  return eventStream<RunEvent>(async (emit, inner) => {
    const speeds = new RunSpeeds();
    const { run, record, places } = asked;
    const startedAt = means.clock();
    const retry = await prepareRetry(asked, means);
    const withdrawn = record.warnings.filter(tellsOutcome);
    const resumed: readonly Partial<ReferencePlace>[] = places.length === 0 ? [{}] : places;
    for (const place of resumed) emit({ type: "run-resume", ...place, withdrawn });
    const time = new RunTime(means, run.policy.deadlineMs, inner);
    const failed = (error: unknown): boolean => {
      if (!inner.aborted) emit({ type: "warning", message: messageOf(error) });
      return false;
    };
    const isNew = await answerAnew({ run, record, retry, means, emit, speeds, stop: inner }, time).catch(failed);
    time.end();
    if (!isNew) for (const message of withdrawn) emit({ type: "warning", message });
    const durationMs = (record.totals.durationMs ?? 0) + means.clock() - startedAt;
    const { outcome, error } = record;
    if (isNew || outcome === "running") emit({ type: "run-end", outcome: "done", error: null, durationMs });
    else emit({ type: "run-end", outcome, error, durationMs });
    await speeds.keep(means.speeds);
  }, signal);
}

/** The state of one retry. */
interface Work {
  readonly run: Run;
  readonly record: RunRecord;
  readonly retry: Retry;
  readonly means: Means;
  readonly emit: Emit;
  readonly speeds: RunSpeeds;
  /** The user's signal. */
  readonly stop: AbortSignal;
}

/** Resolves with whether there is a new answer; if not, nothing of the old one has changed. */
async function answerAnew(work: Work, time: RunTime): Promise<boolean> {
  const { run, record, retry, means, emit, speeds, stop } = work;
  const { system, again, selection, calls, redrawn } = retry;
  const { parameters, seed } = record;
  const members = again.map(({ member }) => member);
  const checked: RunEvent[] = [];
  const checks = exampleChecks(
    { parameters, question: run.question },
    means.sandbox,
    (event) => checked.push(event),
    time.unfinished,
  );
  const budget = new QuestionBudget({ ...calls, referencers: members }, means.clock, spentAtMost(record, calls));
  const { coding } = selection;
  const shared = { coding, parameters, policy: run.policy, budget, clock: means.clock, wait: means.wait };
  const asked = again.map(async ({ place, index, member }) => {
    const earlier = record.references[index] as ReferenceRecord;
    const [reference] = askReferencers(run.question, [member], {
      ...shared,
      seed: seedOf(seed, index, earlier),
      // A speed is that of one request; the record adds up what all of them took.
      emit: speeds.listening(goingOn(place, earlier, checks?.listening(emit) ?? emit)),
      ...time.ofReferences(calls.groups.length === 0),
    });
    return { index, reference: (await reference) ?? null };
  });
  const came = (await Promise.all(asked)).filter(({ reference }) => reference !== null);
  if ((again.length > 0 && came.length === 0) || stop.aborted) return false;

  const isNew = (at: number): boolean => came.some(({ index }) => index === at);
  const references = retry.references.map((one, at) => came.find(({ index }) => index === at)?.reference ?? one);
  const arrived = references.map((reference) => Promise.resolve(reference));
  const held = new HeldCandidates(recordedCandidates(record), emit);
  const first = again[0]?.index ?? 0;
  const mergingSeed = seedOf(seed, first, record.references[first] as ReferenceRecord);
  const merging = { ...shared, seed: mergingSeed, emit: held.emit, ...time.whole };
  // A retry that failed changes nothing in the draws that hold its reference.
  const groups = calls.groups.filter(({ subset }) => subset.some(isNew) || wasBrokenOff(record));
  const stands = (at: number): boolean => isNew(at) || !record.candidates.some(({ subset }) => subset === at);
  const aggregators = healthyFirst(calls.aggregators, selection.referencers, arrived);
  const candidates = held.all(
    system.conclusion === "vote"
      ? references.flatMap((one, at) => (one !== null && stands(at) ? [standForElection(one, at, held.emit)] : []))
      : await aggregateGroups(groups, { question: run.question, references: arrived, aggregators, context: merging }),
  );
  const mostConsistent = comparing({ system, question: run.question, aggregators }, merging, stop);
  for (const { draw, text, passed = null } of candidates) if (passed === null) checks?.begin({ draw }, text);
  const withKnown = await withShares(candidates, checks);
  const scores = await scored(withKnown, work, mostConsistent).catch((error: unknown) => {
    held.discard();
    throw error;
  });
  if (redrawn !== null) emit({ type: "subsets-drawn", subsets: namesOfDraws(redrawn, selection.referencers) });
  held.release(candidates);
  if (checks !== null && record.examples.length === 0) checks.announce();
  const places = references.map((_, at) => placeOf(at, selection.referencers));
  const passesAll = withKnown.some(({ passed }) => passed === 1);
  const anew = passesAll ? [] : ((await checks?.ofReferences(places)) ?? []);
  const shares = record.references.map((one, at) => (isNew(at) ? (anew[at] ?? null) : shareOfExamples(one)));
  const known = (event: RunEvent): boolean => event.type === "warning" && record.warnings.includes(event.message);
  for (const event of checked) if (!known(event)) emit(event);
  const present = references.filter((reference) => reference !== null);
  const oneEach =
    system.conclusion === "posterior" || new Set(selection.referencers).size === selection.referencers.length;
  if (present.length < references.length)
    emit({ type: "warning", message: answeredWarning(present.length, references.length, oneEach) });
  const cutOff = present.filter((reference) => reference.cutOff === true).map(({ model }) => model);
  if (cutOff.length > 0) emit({ type: "warning", message: cutOffWarning(cutOff) });
  for (const event of scores) emit(event);
  const passing = onlyPassing(withKnown, shares);
  if (scores.length > 0 && passing === null) return true;
  const model = passing === null ? null : references[passing]?.model;
  emit({ type: "warning", message: model == null ? NOTHING_MERGED : onlyPassesWarning(model) });
  emit({ type: "fallback", model: model ?? present[0]?.model ?? "" });
  return true;
}

/**
 * Resolves with the events of scoring; empty when there is nothing to score.
 *
 * @throws the signal's reason when the user has stopped
 */
async function scored(
  candidates: readonly Candidate[],
  { run, record, retry: { system, selection }, means, emit, stop }: Work,
  mostConsistent: Voting["mostConsistent"],
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

/** Returns the seed of a retry: with the original seed it would fail in the same way. */
function seedOf(seed: number, index: number, { retries }: ReferenceRecord): number {
  return derivedSeed(seed, `retry/${index}/${retries}`);
}

/**
 * Returns an `emit` for a retried reference: the reference keeps its place, and its earlier usage and cost are added.
 */
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
