import type { CallContext } from "../calls/index.ts";
import { QuestionBudget } from "../cost/index.ts";
import type { Draw } from "../enhancement/index.ts";
import { comparedTexts } from "../reading/index.ts";
import type { Emit, ReferencePlace } from "../record/index.ts";
import type { Selection } from "../selection/index.ts";
import { askKeywords } from "../skills/index.ts";
import type { RunTime } from "../time/index.ts";
import { placeOf } from "./ask-referencers.ts";
import { Cascade } from "./cascade.ts";
import { EarlyStop } from "./early-stop.ts";
import { type ExampleChecks, exampleChecks } from "./example-checks.ts";
import { decide, type Deciding, type Decision, namesOfDraws } from "./plan-run.ts";
import type { Means, Run } from "./run.ts";
import { RunEmbedder } from "./run-embedder.ts";

/** One run in progress. */
export interface Course {
  readonly run: Run;
  readonly means: Means;
  readonly emit: Emit;
  /** The user's signal. */
  readonly stop: AbortSignal;
  readonly time: RunTime;
}

/** What may make requests of a run unnecessary; null for each that does not apply. */
export interface Shortening {
  readonly earlyStop: EarlyStop | null;
  readonly cascade: Cascade | null;
}

/** Contexts of the calls to referencers, to aggregators, and for a correction. */
interface Contexts {
  readonly referencing: CallContext;
  readonly merging: CallContext;
  readonly repairing: CallContext;
}

/** A run whose models are chosen, before the first of them is asked. */
export interface Begun extends Decision, Shortening, Contexts {
  readonly embedder: RunEmbedder;
  /** Null when no code is run on examples. */
  readonly checks: ExampleChecks | null;
  /** The places of the references, in their order. */
  readonly places: readonly ReferencePlace[];
  /** Emits events, and begins what follows from a complete reply: embedding and checks. */
  readonly told: Emit;
}

/** Decides who answers, reports that, and prepares the calls. Asks a model only for keywords, if the system needs any. */
export async function beginRun(course: Course): Promise<Begun> {
  const { run, means, emit, stop, time } = course;
  const embedder = new RunEmbedder(means, (message) => {
    emit({ type: "warning", message });
  });
  const first = keywordCall(course);
  const decision = await decide(run, { ...means, askKeywords: first.ask }, embedder, time.signal);
  const { system, selection, keywords, parameters, subsets, calls, aggregator } = decision;
  if (keywords !== null) emit({ type: "keywords-end", ...keywords });
  for (const message of decision.warnings) emit({ type: "warning", message });
  emit({ type: "selection-end", selection, parameters });
  if (calls.referencers.length > 0 && aggregator !== null) emit({ type: "aggregator-chosen", choice: aggregator });
  const checks = calls.referencers.length > 0 ? exampleChecks(run, means.sandbox, emit, time.unfinished) : null;
  checks?.announce();
  announceDraws(subsets, selection, emit);

  const isScored = system.conclusion === "posterior";
  const embedding = isScored ? embeddingAhead(embedder, selection, emit, stop) : emit;
  const told = checks?.listening(embedding) ?? embedding;
  const places = calls.referencers.map((_, at) => placeOf(at, selection.referencers));
  const earlyStop =
    run.policy.earlyStop && isScored ? new EarlyStop(subsets.length, selection.coding, embedder.within(stop)) : null;
  const sufficing = {
    question: run.question,
    selection,
    equalMath: means.equalMath,
    shareOf: checks && ((at: number) => checks.shareOf(places[at] ?? { model: "" })),
    merges: calls.groups.length,
  };
  const cascade = calls.cascade === true ? new Cascade(sufficing) : null;
  const decided = { ...decision, spentUsd: first.takenUsd() };
  const contexts = contextsOf({ ...course, emit: told }, decided, { earlyStop, cascade });
  return { ...decision, ...contexts, embedder, checks, earlyStop, cascade, places, told };
}

/** Emits the draws by the names of their models; nothing when there are none. */
export function announceDraws(subsets: readonly Draw[], { referencers }: Selection, emit: Emit): void {
  if (subsets.length > 0) emit({ type: "subsets-drawn", subsets: namesOfDraws(subsets, referencers) });
}

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

/** Returns the contexts of the calls. They share the question's budget; each has its own time. */
function contextsOf(
  { run: { seed, policy }, means: { clock, wait }, emit, time }: Course,
  { parameters, calls, selection, spentUsd }: Decision & { readonly spentUsd: number },
  { earlyStop, cascade }: Shortening,
): Contexts {
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
