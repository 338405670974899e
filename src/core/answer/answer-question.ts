import { aggregateSubsets } from "./aggregate-subsets.ts";
import { askReferencers } from "./ask-referencers.ts";
import { announceDraws, beginRun, type Begun, type Course, type Shortening } from "./begin-run.ts";
import { chooseAnswer } from "./choose-answer.ts";
import type { Draw, Reference } from "../enhancement/index.ts";
import { drawAgain } from "./draw-again.ts";
import { healthyFirst } from "../aggregators/index.ts";
import { messageOf } from "../errors.ts";
import { eventStream } from "./event-stream.ts";
import { answeredWarning, cutOffWarning, ONLY_PARTS } from "./outcome-warnings.ts";
import type { PoolMember } from "../ports.ts";
import { type Emit, type EventOf, type ReferencePlace, type RunEvent, standing } from "../record/index.ts";
import { repair } from "./repair.ts";
import type { Means, Run } from "./run.ts";
import { RunSpeeds } from "./run-speeds.ts";
import { referencerPriors } from "../selection/index.ts";
import { allStandForElection, type Candidate, comparing, lastArrived } from "../systems/index.ts";
import { GivenUp, RunTime } from "../time/index.ts";

/**
 * Answers a question with SMCS or another system (Fig. 3). Returns a stream of events that ends with `run-end`.
 * Failures of single models are part of the answer. Only an error that stops the run makes it fail, and that error is
 * an event too.
 *
 * @param signal stops the run; at the policy's deadline the run ends by itself with the replies that have arrived
 */
export function answerQuestion(run: Run, means: Means, signal: AbortSignal): AsyncGenerator<RunEvent, void, undefined> {
  return eventStream<RunEvent>(async (tell, inner) => {
    const startedAt = means.clock();
    const speeds = new RunSpeeds();
    const listening = speeds.listening(tell);
    let hasWinner = false;
    const emit: Emit = (event) => {
      if (event.type === "scores") hasWinner = true;
      listening(event);
    };
    const { runId, seed, question, system, parameters } = run;
    emit({ type: "run-start", runId, seed, question, system, parameters, simulated: means.simulated });
    const time = new RunTime(means, run.policy.deadlineMs, inner);
    const failure = await collaborate({ run, means, emit, stop: inner, time }).catch(messageOf);
    time.end();
    // What is stopped after the winner is known is only its correction.
    const stopped = inner.aborted && !hasWinner;
    const outcome = stopped ? "aborted" : failure === null ? "done" : "failed";
    emit({ type: "run-end", outcome, error: stopped ? null : failure, durationMs: means.clock() - startedAt });
    await speeds.keep(means.speeds);
  }, signal);
}

/**
 * Runs the course that all systems share. Resolves with why there is no answer, or with null when there is one or the
 * user has stopped.
 */
async function collaborate(course: Course): Promise<string | null> {
  const begun = await beginRun(course);
  if (begun.places.length === 0) return "No model can be asked. Add an endpoint, or try the demo models.";
  const gathered = await gather(course, begun);
  if (course.stop.aborted) return null;
  if (await endsWithOne(course, begun)) return null;
  if (gathered.present.length === 0) return endWithPart(course, begun, gathered);
  return conclude(course, begun, gathered);
}

/** The replies of a run. */
interface Gathered {
  /** O_all, by referencer; null for those that did not arrive. */
  readonly references: readonly Reference[];
  /** Indices of the references that arrived. */
  readonly present: readonly number[];
  readonly candidates: readonly Candidate[];
  readonly aggregators: Promise<readonly PoolMember[]>;
  /** Merges other draws of the same references. */
  readonly merge: (draws: readonly Draw[]) => Promise<Candidate[]>;
  /** How each reference ended, by its place. */
  readonly ends: ReadonlyMap<string, EventOf<"reference-end">>;
  /** Number of references that failed. */
  readonly failures: number;
}

/** Asks the referencers, and merges each draw as soon as its references are there. */
async function gather({ run: { question } }: Course, begun: Begun): Promise<Gathered> {
  const { calls, selection, subsets, cascade, earlyStop, referencing, merging } = begun;
  const ends = new Map<string, EventOf<"reference-end">>();
  const heard: Emit = (event) => {
    if (event.type === "reference-end") ends.set(keyOf(event), event);
    referencing.emit(event);
  };
  const order = { reads: calls.reads, cascade };
  const references = askReferencers(question, calls.referencers, { ...referencing, emit: heard }, order);
  const failures = countFailures(references, begun);
  const aggregators = healthyFirst(calls.aggregators, selection.referencers, references);
  // Nothing is merged before it is settled that no single reply suffices.
  const mergeable = references.map((reference) => (cascade?.settled ?? Promise.resolve()).then(() => reference));
  const merged = { question, references: mergeable, aggregators, context: merging };
  const candidates = await aggregateSubsets(subsets, { ...merged, earlyStop });
  earlyStop?.finish();
  const arrived = await Promise.all(references);
  return {
    references: arrived,
    present: arrived.flatMap((reference, index) => (reference === null ? [] : [index])),
    candidates,
    aggregators,
    merge: (draws) => aggregateSubsets(draws, merged),
    ends,
    failures: await failures,
  };
}

/** Ends a run whose cascade found a reply that suffices. Resolves with whether there is one. */
async function endsWithOne({ emit }: Course, { cascade, checks, places }: Begun): Promise<boolean> {
  const sufficient = places[cascade?.sufficient ?? -1];
  if (sufficient === undefined) return false;
  await checks?.ofReferences(places);
  reportShortening([cascade?.signal], emit);
  emit({ type: "fallback", ...sufficient });
  return true;
}

/** Ends a run in which no reference counts: the best of the texts that were cut off is better than nothing. */
function endWithPart({ emit }: Course, begun: Begun, { ends, failures }: Gathered): string | null {
  const { calls, places } = begun;
  if (failures > 0) emit({ type: "warning", message: failuresWarning(begun, 0) });
  const parts = standing(places.map((place) => ends.get(keyOf(place)) ?? NONE));
  const [best] = lastArrived(calls.reads ?? [], parts);
  if (best === undefined) return "No model answered.";
  emit({ type: "warning", message: ONLY_PARTS });
  fallBack(best, begun, emit);
  return null;
}

/** Chooses the answer among what was gathered. */
async function conclude(course: Course, begun: Begun, gathered: Gathered): Promise<null> {
  const { run, means, emit, stop, time } = course;
  const { question, seed } = run;
  const { system, selection, parameters, subsets, calls, checks, places, earlyStop, referencing } = begun;
  const { references, present, aggregators, failures } = gathered;
  const { conclusion } = system;
  // A degraded result must not look complete.
  if (failures > 0) emit({ type: "warning", message: failuresWarning(begun, present.length) });
  const cutOff = references.flatMap((reference) => (reference?.cutOff === true ? [reference.model] : []));
  if (cutOff.length > 0) emit({ type: "warning", message: cutOffWarning(cutOff) });
  const redrawn = drawAgain({ system, prior: referencerPriors(selection), parameters, seed }, subsets, present);
  if (redrawn !== null) announceDraws(redrawn, selection, emit);
  const merged = redrawn === null ? gathered.candidates : await gathered.merge(redrawn);
  if (stop.aborted) return null;

  const candidates = conclusion === "vote" ? allStandForElection(references, begun.told) : merged;
  const late = present.length < references.length ? referencing.signal : undefined;
  const finished = candidates.filter(({ status }) => status === "finished").length;
  const agreed = late !== undefined || finished < subsets.length ? earlyStop?.signal : undefined;
  reportShortening([agreed, time.signal, late], emit);
  const concluding = {
    question,
    selection,
    parameters,
    embedder: begun.embedder.within(stop),
    equalMath: means.equalMath,
    mostConsistent: comparing({ system, question, aggregators }, begun.merging, stop),
  };
  const correct = async (best: Candidate): Promise<Candidate | null> => {
    const [aggregator] = await aggregators;
    if (checks === null || aggregator === undefined || calls.repair !== true) return null;
    const checked = await checks.outcomeOf({ draw: best.draw });
    const asked = { question, examples: checks.examples, checked, aggregator, draw: (redrawn ?? subsets).length };
    return repair(best, asked, begun.repairing);
  };
  const wasLate = time.signal.aborted;
  const instead = await chooseAnswer(candidates, { conclusion, concluding, checks, places, correct, stop }, emit);
  // The deadline may have ended a correction.
  if (!wasLate) reportShortening([time.signal], emit);
  if (instead === null) return null;
  emit({ type: "warning", message: instead.why });
  const [last = 0] = lastArrived(calls.reads ?? [], references);
  fallBack(instead.reference ?? last, begun, emit);
  return null;
}

/** Says how many models answered. */
function failuresWarning({ system, selection: { referencers } }: Begun, present: number): string {
  const oneEach = system.conclusion === "posterior" || new Set(referencers).size === referencers.length;
  return answeredWarning(present, referencers.length, oneEach);
}

/** Makes a reference the answer. Only references of layers need the number of the model's answer. */
function fallBack(best: number, { places, calls }: Begun, emit: Emit): void {
  const { model = "", sample } = places[best] ?? {};
  emit({ type: "fallback", model, ...(calls.reads === undefined || sample === undefined ? {} : { sample }) });
}

/** Stands for a reference without a `reference-end` event. */
const NONE = { status: "waiting", text: "" } as const;

const keyOf = ({ model, sample = 0 }: ReferencePlace): string => JSON.stringify([model, sample]);

/**
 * Resolves with the number of references that failed. References that were given up because the candidates agreed, or
 * not asked for because a reply suffices, do not count.
 */
async function countFailures(
  references: readonly Promise<Reference>[],
  { earlyStop, cascade }: Shortening,
): Promise<number> {
  const failed = references.map(async (reference, at) => {
    return (await reference) === null && earlyStop?.signal.aborted !== true && cascade?.spares(at) !== true;
  });
  return (await Promise.all(failed)).filter((one) => one).length;
}

/** Reports the first reason for which something was given up; later reasons follow from it. */
function reportShortening(signals: readonly (AbortSignal | undefined)[], emit: Emit): void {
  const first = signals.map((signal): unknown => signal?.reason).find((reason) => reason instanceof GivenUp);
  if (first instanceof GivenUp) emit({ type: "shortened", reason: first.reason, message: first.message });
}
