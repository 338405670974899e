import { aggregateSubsets } from "./aggregate-subsets.ts";
import { askReferencers, placeOf } from "./ask-referencers.ts";
import { Cascade } from "./cascade.ts";
import { chooseAnswer } from "./choose-answer.ts";
import type { Draw, Reference } from "../enhancement/index.ts";
import type { CallContext } from "../calls/index.ts";
import { QuestionBudget } from "../cost/index.ts";
import { drawAgain } from "./draw-again.ts";
import { EarlyStop } from "./early-stop.ts";
import { comparedTexts } from "../reading/index.ts";
import { healthyFirst } from "../aggregators/index.ts";
import { messageOf } from "../errors.ts";
import { eventStream } from "./event-stream.ts";
import { exampleChecks } from "./example-checks.ts";
import { answeredWarning, cutOffWarning, ONLY_PARTS } from "./outcome-warnings.ts";
import { decide, type Deciding, type Decision, namesOfDraws } from "./plan-run.ts";
import { type Emit, type EventOf, type ReferencePlace, type RunEvent, standing } from "../record/index.ts";
import { repair } from "./repair.ts";
import type { Means, Run } from "./run.ts";
import { RunSpeeds } from "./run-speeds.ts";
import { RunEmbedder } from "./run-embedder.ts";
import { referencerPriors, type Selection } from "../selection/index.ts";
import { askKeywords } from "../skills/index.ts";
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
    const emit = speeds.listening(tell);
    const { runId, seed, question, system, parameters } = run;
    emit({ type: "run-start", runId, seed, question, system, parameters, simulated: means.simulated });
    const time = new RunTime(means, run.policy.deadlineMs, inner);
    const failure = await collaborate({ run, means, emit, stop: inner, time }).catch(messageOf);
    time.end();
    const stopped = inner.aborted;
    const outcome = stopped ? "aborted" : failure === null ? "done" : "failed";
    emit({ type: "run-end", outcome, error: stopped ? null : failure, durationMs: means.clock() - startedAt });
    await speeds.keep(means.speeds);
  }, signal);
}

/** One run in progress. */
interface Course {
  readonly run: Run;
  readonly means: Means;
  readonly emit: Emit;
  /** The user's signal. */
  readonly stop: AbortSignal;
  readonly time: RunTime;
}

/**
 * Runs the course that all systems share. Resolves with why there is no answer, or with null when there is one or the
 * user has stopped.
 */
async function collaborate(course: Course): Promise<string | null> {
  const { run, means, emit, stop, time } = course;
  const embedder = new RunEmbedder(means, (message) => {
    emit({ type: "warning", message });
  });
  const first = keywordCall(course);
  const decision = await decide(run, { ...means, askKeywords: first.ask }, embedder, time.signal);
  const { system, selection, keywords, parameters, subsets, calls } = decision;
  const { conclusion } = system;
  if (keywords !== null) emit({ type: "keywords-end", ...keywords });
  for (const message of decision.warnings) emit({ type: "warning", message });
  emit({ type: "selection-end", selection, parameters });
  if (calls.referencers.length === 0) return "No model can be asked. Add an endpoint, or try the demo models.";
  if (decision.aggregator !== null) emit({ type: "aggregator-chosen", choice: decision.aggregator });
  const checks = exampleChecks(run, means.sandbox, emit, time.unfinished);
  checks?.announce();
  announce(subsets, selection, emit);

  const { question, seed, policy } = run;
  const isScored = conclusion === "posterior";
  const earlyStop =
    policy.earlyStop && isScored ? new EarlyStop(subsets.length, selection.coding, embedder.within(stop)) : null;
  const embedding = isScored ? embeddingAhead(embedder, selection, emit, stop) : emit;
  const told = checks?.listening(embedding) ?? embedding;
  const decided = { ...decision, spentUsd: first.takenUsd() };
  const places = calls.referencers.map((_, at) => placeOf(at, selection.referencers));
  const cascade =
    calls.cascade === true
      ? new Cascade({
          question,
          selection,
          equalMath: means.equalMath,
          shareOf: checks && ((at) => checks.shareOf(places[at] ?? { model: "" })),
          merges: calls.groups.length,
        })
      : null;
  const { referencing, merging, repairing } = contextsOf({ ...course, emit: told }, decided, { earlyStop, cascade });
  const ends = new Map<string, EventOf<"reference-end">>();
  const heard: Emit = (event) => {
    if (event.type === "reference-end") ends.set(keyOf(event), event);
    referencing.emit(event);
  };
  const order = { reads: calls.reads, cascade };
  const references = askReferencers(question, calls.referencers, { ...referencing, emit: heard }, order);
  const failures = countFailures(references, { earlyStop, cascade });
  const aggregators = healthyFirst(calls.aggregators, selection.referencers, references);
  // Nothing is merged before it is settled that no single reply suffices.
  const mergeable = references.map((reference) => (cascade?.settled ?? Promise.resolve()).then(() => reference));
  const merged = { question, references: mergeable, aggregators, context: merging };
  let candidates = await aggregateSubsets(subsets, { ...merged, earlyStop });
  earlyStop?.finish();

  const arrived = await Promise.all(references);
  if (stop.aborted) return null;
  const sufficient = places[cascade?.sufficient ?? -1];
  if (sufficient !== undefined) {
    await checks?.ofReferences(places);
    reportShortening([cascade?.signal], emit);
    emit({ type: "fallback", ...sufficient });
    return null;
  }
  const present = arrived.flatMap((reference, index) => (reference === null ? [] : [index]));
  // A degraded result must not look complete.
  if ((await failures) > 0) {
    const oneEach = isScored || new Set(selection.referencers).size === arrived.length;
    emit({ type: "warning", message: answeredWarning(present.length, arrived.length, oneEach) });
  }
  const fallBack = (best: number): void => {
    const { model = "", sample } = places[best] ?? {};
    emit({ type: "fallback", model, ...(calls.reads === undefined || sample === undefined ? {} : { sample }) });
  };
  if (present.length === 0) {
    const parts = standing(places.map((place) => ends.get(keyOf(place)) ?? NONE));
    const [best] = lastArrived(calls.reads ?? [], parts);
    if (best === undefined) return "No model answered.";
    emit({ type: "warning", message: ONLY_PARTS });
    fallBack(best);
    return null;
  }
  const cutOff = arrived.flatMap((reference) => (reference?.cutOff === true ? [reference.model] : []));
  if (cutOff.length > 0) emit({ type: "warning", message: cutOffWarning(cutOff) });
  const redrawn = drawAgain({ system, prior: referencerPriors(selection), parameters, seed }, subsets, present);
  if (redrawn !== null) {
    announce(redrawn, selection, emit);
    candidates = await aggregateSubsets(redrawn, merged);
  }

  if (hasStopped(stop)) return null;
  if (conclusion === "vote") candidates = allStandForElection(arrived, told);
  const late = present.length < arrived.length ? referencing.signal : undefined;
  const finished = candidates.filter(({ status }) => status === "finished").length;
  const agreed = late !== undefined || finished < subsets.length ? earlyStop?.signal : undefined;
  reportShortening([agreed, time.signal, late], emit);
  const concluding = {
    question,
    selection,
    parameters,
    embedder: embedder.within(stop),
    equalMath: means.equalMath,
    mostConsistent: comparing({ system, question, aggregators }, merging, stop),
  };
  const correct = async (best: Candidate): Promise<Candidate | null> => {
    const [aggregator] = await aggregators;
    if (checks === null || aggregator === undefined || !isScored || !parameters.repair) return null;
    const checked = await checks.outcomeOf({ draw: best.draw });
    const draw = (redrawn ?? subsets).length;
    return repair(best, { question, examples: checks.examples, checked, aggregator, draw }, repairing);
  };
  const instead = await chooseAnswer(candidates, { conclusion, concluding, checks, places, correct, stop }, emit);
  if (instead === null) return null;
  emit({ type: "warning", message: instead.why });
  const [last = 0] = lastArrived(calls.reads ?? [], arrived);
  fallBack(instead.reference ?? last);
  return null;
}

/** Stands for a reference without a `reference-end` event. */
const NONE = { status: "waiting", text: "" } as const;

const keyOf = ({ model, sample = 0 }: ReferencePlace): string => JSON.stringify([model, sample]);

/**
 * Returns an `emit` that also embeds each candidate as soon as it is complete, because a real model takes a while to
 * embed a long text.
 */
function embeddingAhead(embedder: RunEmbedder, { coding }: Selection, emit: Emit, signal: AbortSignal): Emit {
  return (event) => {
    emit(event);
    if (event.type !== "candidate-end" || event.status !== "finished") return;
    for (const text of comparedTexts([event.text], coding)) embedder.expect(text, signal);
  };
}

/**
 * Returns the call that names the question's keywords, for systems that choose by them, and what it has taken from the
 * cap.
 */
function keywordCall({ run: { question, seed, policy }, means: { clock, wait }, emit, time }: Course): {
  readonly ask: NonNullable<Deciding["askKeywords"]>;
  readonly takenUsd: () => number;
} {
  let takenUsd = 0;
  return {
    ask: async (calls) => {
      const budget = new QuestionBudget(calls, clock);
      const { parameters, before } = calls;
      const context = { seed, parameters, policy, budget, clock, wait, emit, ...time.ofReferences(false) };
      const keywords = await askKeywords(question, before?.keywords, context);
      takenUsd = budget.takenUsd;
      return keywords;
    },
    takenUsd: () => takenUsd,
  };
}

/**
 * Returns the contexts of the calls to referencers, to aggregators and for a correction. They share the question's
 * budget; each has its own time.
 */
function contextsOf(
  { run: { seed, policy }, means: { clock, wait }, emit, time }: Course,
  { parameters, calls, selection, spentUsd }: Decision & { readonly spentUsd: number },
  { earlyStop, cascade }: Shortening,
): { readonly referencing: CallContext; readonly merging: CallContext; readonly repairing: CallContext } {
  const { coding } = selection;
  const budget = new QuestionBudget(calls, clock, spentUsd);
  const shared = { seed, coding, parameters, policy, budget, clock, wait, emit };
  const until = (
    { signal, left }: Pick<RunTime, "signal" | "left">,
    ...enough: readonly (AbortSignal | undefined)[]
  ) => {
    return { signal: AbortSignal.any([signal, ...enough.filter((one) => one !== undefined)]), left };
  };
  return {
    referencing: { ...shared, ...until(time.ofReferences(calls.groups.length === 0), earlyStop?.signal) },
    merging: { ...shared, ...until(time.whole, earlyStop?.signal, cascade?.signal) },
    repairing: { ...shared, ...time.whole },
  };
}

function announce(subsets: readonly Draw[], { referencers }: Selection, emit: Emit): void {
  if (subsets.length === 0) return;
  emit({ type: "subsets-drawn", subsets: namesOfDraws(subsets, referencers) });
}

/** What may make requests of a run unnecessary; null for each that does not apply. */
interface Shortening {
  readonly earlyStop: EarlyStop | null;
  readonly cascade: Cascade | null;
}

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

/** Wrapped in a function so that TypeScript does not narrow `aborted`. */
function hasStopped({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** Reports the first reason for which something was given up; later reasons follow from it. */
function reportShortening(signals: readonly (AbortSignal | undefined)[], emit: Emit): void {
  const first = signals.map((signal): unknown => signal?.reason).find((reason) => reason instanceof GivenUp);
  if (first instanceof GivenUp) emit({ type: "shortened", reason: first.reason, message: first.message });
}
