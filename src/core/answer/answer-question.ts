import { aggregateSubsets } from "./aggregate-subsets.ts";
import { askReferencers, placeOf } from "./ask-referencers.ts";
import type { Draw, Reference } from "../enhancement/index.ts";
import type { CallContext } from "../calls/index.ts";
import { QuestionBudget } from "../cost/index.ts";
import { drawAgain } from "./draw-again.ts";
import { EarlyStop } from "./early-stop.ts";
import { comparedTexts } from "../reading/index.ts";
import { healthyFirst } from "../aggregators/index.ts";
import { messageOf } from "../errors.ts";
import { eventStream } from "./event-stream.ts";
import { exampleChecks, onlyPassing, withShares } from "./example-checks.ts";
import { answeredWarning, cutOffWarning, NOTHING_MERGED, ONLY_PARTS, onlyPassesWarning } from "./outcome-warnings.ts";
import { decide, type Deciding, type Decision, namesOfDraws } from "./plan-run.ts";
import { type Emit, type EventOf, type ReferencePlace, type RunEvent, standing } from "../record/index.ts";
import type { Means, Run } from "./run.ts";
import { RunSpeeds } from "./run-speeds.ts";
import { RunEmbedder } from "./run-embedder.ts";
import { referencerPriors, type Selection } from "../selection/index.ts";
import { askKeywords } from "../skills/index.ts";
import { allStandForElection, comparing, conclude, lastArrived } from "../systems/index.ts";
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
  const { referencing, merging } = contextsOf({ ...course, emit: told }, decided, earlyStop);
  const ends = new Map<string, EventOf<"reference-end">>();
  const heard: Emit = (event) => {
    if (event.type === "reference-end") ends.set(keyOf(event), event);
    referencing.emit(event);
  };
  const references = askReferencers(question, calls.referencers, { ...referencing, emit: heard }, calls.reads);
  const failures = countFailures(references, earlyStop);
  const aggregators = healthyFirst(calls.aggregators, selection.referencers, references);
  const merged = { question, references, aggregators, context: merging };
  let candidates = await aggregateSubsets(subsets, { ...merged, earlyStop });
  earlyStop?.finish();

  const arrived = await Promise.all(references);
  if (stop.aborted) return null;
  const present = arrived.flatMap((reference, index) => (reference === null ? [] : [index]));
  // A degraded result must not look complete.
  if ((await failures) > 0) {
    const oneEach = isScored || new Set(selection.referencers).size === arrived.length;
    emit({ type: "warning", message: answeredWarning(present.length, arrived.length, oneEach) });
  }
  const fallBack = (best: number): void => {
    const place = placeOf(best, selection.referencers);
    emit({ type: "fallback", ...(calls.reads === undefined ? { model: place.model } : place) });
  };
  if (present.length === 0) {
    const parts = standing(
      calls.referencers.map((_, at) => ends.get(keyOf(placeOf(at, selection.referencers))) ?? NONE),
    );
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
  candidates = await withShares(candidates, checks);
  const places = arrived.map((_, at) => placeOf(at, selection.referencers));
  const passesAll = candidates.some(({ passed }) => passed === 1);
  const shares = passesAll ? [] : ((await checks?.ofReferences(places)) ?? []);
  if (hasStopped(stop)) return null;
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
  const isConcluded = await conclude(conclusion, candidates, concluding, emit);
  const passing = onlyPassing(candidates, shares);
  if (isConcluded && passing === null) return null;
  const model = passing === null ? null : places[passing]?.model;
  emit({ type: "warning", message: model == null ? NOTHING_MERGED : onlyPassesWarning(model) });
  const [last = 0] = lastArrived(calls.reads ?? [], arrived);
  fallBack(passing ?? last);
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
 * Returns the contexts of the calls to referencers and to aggregators. They share the question's budget; each has its
 * own time.
 */
function contextsOf(
  { run: { seed, policy }, means: { clock, wait }, emit, time }: Course,
  { parameters, calls, selection, spentUsd }: Decision & { readonly spentUsd: number },
  earlyStop: EarlyStop | null,
): { readonly referencing: CallContext; readonly merging: CallContext } {
  const { coding } = selection;
  const budget = new QuestionBudget(calls, clock, spentUsd);
  const shared = { seed, coding, parameters, policy, budget, clock, wait, emit };
  const until = ({ signal, left }: Pick<RunTime, "signal" | "left">) => {
    return { signal: earlyStop === null ? signal : AbortSignal.any([signal, earlyStop.signal]), left };
  };
  return {
    referencing: { ...shared, ...until(time.ofReferences(calls.groups.length === 0)) },
    merging: { ...shared, ...until(time.whole) },
  };
}

function announce(subsets: readonly Draw[], { referencers }: Selection, emit: Emit): void {
  if (subsets.length === 0) return;
  emit({ type: "subsets-drawn", subsets: namesOfDraws(subsets, referencers) });
}

/**
 * Resolves with the number of references that failed. References that were given up because the candidates agreed do
 * not count.
 */
async function countFailures(references: readonly Promise<Reference>[], earlyStop: EarlyStop | null): Promise<number> {
  const failed = references.map(async (reference) => (await reference) === null && earlyStop?.signal.aborted !== true);
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
