import { healthyFirst, rankAggregators } from "../aggregators/index.ts";
import { canBeCorrected } from "../conversation/index.ts";
import { estimateRun, type PlannedCalls, QuestionBudget, spentAtMost } from "../cost/index.ts";
import { messageOf } from "../errors.ts";
import type { PoolMember } from "../ports.ts";
import type { Emit, RunEvent, RunRecord } from "../record/index.ts";
import type { Selection } from "../selection/index.ts";
import { type Candidate, conclude } from "../systems/index.ts";
import { RunTime } from "../time/index.ts";
import { eventStream } from "./event-stream.ts";
import { exampleChecks, examplesToRun, recordedExamples, withShares } from "./example-checks.ts";
import { type Plan, promptsOf, takingPart } from "./plan-run.ts";
import { recordedCandidates, recordedReferences } from "./recorded-answers.ts";
import { repair } from "./repair.ts";
import type { Means, Run } from "./run.ts";
import { RunEmbedder } from "./run-embedder.ts";

/** The user's request to correct the answer of an ended run. */
export interface AskedRepair {
  /** Has the recorded run's own id, seed, question and parameters. Its cap holds for the whole question. */
  readonly run: Run;
  readonly record: RunRecord;
}

/** What a correction takes. */
interface Correction {
  readonly answer: Candidate;
  readonly selection: Selection;
  readonly aggregator: PoolMember;
  readonly calls: PlannedCalls;
}

/** Plans what a correction would cost; calls no model. */
export async function planRepair(asked: AskedRepair, means: Means): Promise<Plan> {
  const { selection, calls } = await prepare(asked, means);
  return {
    selection: { ...selection, referencers: [] },
    subsets: [],
    requests: 1,
    aggregator: null,
    estimate: { ...estimateRun(calls), requests: 1 },
    cascade: false,
    repair: false,
    examples: recordedExamples(asked.record),
    prompts: promptsOf(calls),
    warnings: [],
  };
}

/**
 * Has the answer of an ended run corrected, whose code fails examples of the question, and scores all candidates again.
 * The answer stays when no correction arrives. The cost of the correction is added.
 *
 * @throws Error in words for the user, before any event, when the answer cannot be corrected
 */
export function repairAnswer(
  asked: AskedRepair,
  means: Means,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, undefined> {
  return eventStream<RunEvent>(async (emit, inner) => {
    const { run, record } = asked;
    const startedAt = means.clock();
    const correction = await prepare(asked, means);
    emit({ type: "run-resume", withdrawn: [] });
    const time = new RunTime(means, run.policy.deadlineMs, inner);
    await correctAnew({ ...asked, correction, means, emit, stop: inner }, time).catch((error: unknown) => {
      if (!inner.aborted) emit({ type: "warning", message: messageOf(error) });
    });
    time.end();
    const durationMs = (record.totals.durationMs ?? 0) + means.clock() - startedAt;
    emit({ type: "run-end", outcome: "done", error: null, durationMs });
  }, signal);
}

/** The state of one correction. */
interface Work extends AskedRepair {
  readonly correction: Correction;
  readonly means: Means;
  readonly emit: Emit;
  /** The user's signal. */
  readonly stop: AbortSignal;
}

/** Asks for the correction, and scores all candidates again if it arrives. */
async function correctAnew({ run, record, correction, means, emit, stop }: Work, time: RunTime): Promise<void> {
  const { answer, selection, aggregator, calls } = correction;
  const checks = exampleChecks(run, means.sandbox, emit, time.unfinished);
  const budget = new QuestionBudget(calls, means.clock, spentAtMost(record, calls));
  const { seed, parameters, examples } = record;
  const shared = { seed, parameters, coding: selection.coding, policy: run.policy, budget };
  const context = { ...shared, ...means, emit: checks?.listening(emit) ?? emit, ...time.whole };
  const checked = record.candidates[record.winner ?? -1]?.checked ?? null;
  const draw = Math.max(record.subsets.length - 1, ...record.candidates.map(({ subset }) => subset)) + 1;
  const corrected = await repair(answer, { question: run.question, examples, checked, aggregator, draw }, context);
  if (corrected === null || stop.aborted) return;
  const embedder = new RunEmbedder(means, (message) => {
    emit({ type: "warning", message });
  });
  const candidates = await withShares([...recordedCandidates(record), corrected], checks);
  const scoring = { question: run.question, selection, parameters, embedder: embedder.within(stop) };
  await conclude("posterior", candidates, scoring, emit);
}

/** @throws Error when the answer cannot be corrected */
async function prepare({ run, record }: AskedRepair, means: Means): Promise<Correction> {
  const { selection, winner } = record;
  const answer = recordedCandidates(record).find(({ draw }) => draw === record.candidates[winner ?? -1]?.subset);
  if (selection === null || answer === undefined || !canBeCorrected(record))
    throw new Error("This answer cannot be corrected: it fails no example of the question, or it was not merged.");
  if (JSON.stringify(examplesToRun(run, means.sandbox)) !== JSON.stringify(record.examples))
    throw new Error("This version of SMCS reads other examples from the question, or runs no code. Ask it again.");
  const { aggregators } = takingPart(means.pool, run);
  const bank = await means.bank.load();
  const { members } = rankAggregators(aggregators, bank, { ...run, coding: selection.coding }, means.aggregatorStudy);
  const arrived = recordedReferences(record).map((reference) => Promise.resolve(reference));
  const healthy = await healthyFirst(members, selection.referencers, arrived);
  // Perplexities compare only between texts of one model.
  const aggregator = healthy.find(({ name }) => name === answer.model) ?? healthy[0];
  if (aggregator === undefined) throw new Error("No model can correct the answer: no endpoint is there now. Add one.");
  const { question, policy } = run;
  const none = { referencers: [], groups: [], repair: true };
  const calls = { question, parameters: record.parameters, policy, aggregators: [aggregator], ...none };
  return { answer, selection, aggregator, calls };
}
