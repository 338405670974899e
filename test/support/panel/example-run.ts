import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../../../src/core/record/index.ts";

type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { type: Type }>;

/** Models of the example runs, highest prior first. */
export const MODELS = ["a", "b", "c"] as const;

/** Returns the start of a run, for tests. */
export function runStart(runId = "run", perplexityWeight = 1, system = "smcs"): EventOf<"run-start"> {
  // All parameters that the panel reads.
  const parameters = { perplexityWeight, layers: 1, singleModel: "auto" } as EventOf<"run-start">["parameters"];
  const question = { text: "Why?", context: [], conversation: [] };
  return { type: "run-start", runId, seed: 1, question, system, parameters, simulated: false };
}

/** Returns the choice of models, for tests. */
export function selectionEnd(): EventOf<"selection-end"> {
  const prior = MODELS.map((model, index) => ({ model, value: 1 - index / 4, evaluated: true, overall: null }));
  return {
    type: "selection-end",
    parameters: runStart().parameters,
    selection: {
      question: "Why?",
      space: "space",
      bankSize: 10,
      threshold: 0.5,
      support: [
        { id: "q1", source: "MBPP", similarity: 0.75 },
        { id: "q2", source: "MATH", similarity: 0.5 },
      ],
      supportBySource: { MBPP: 0.5, MATH: 0.5 },
      prior,
      referencers: MODELS,
      coding: true,
      closestSource: "MBPP",
      warnings: [],
    },
  };
}

/** Returns the end of a reference, for tests. */
export function referenceEnd(model: string, change: Partial<EventOf<"reference-end">> = {}): EventOf<"reference-end"> {
  return {
    type: "reference-end",
    model,
    status: "finished",
    text: `Answer of ${model}`,
    thinking: "",
    error: null,
    servedBy: `lab/${model}`,
    usage: null,
    costUsd: 0.001,
    firstTokenMs: 100,
    durationMs: 2000,
    ...change,
  };
}

/** Returns the start and the end of a candidate, for tests. */
export function candidate(draw: number, change: Partial<EventOf<"candidate-end">> = {}): RunEvent[] {
  const end: RunEvent = {
    type: "candidate-end",
    draw,
    status: "finished",
    text: `Text ${draw}`,
    thinking: "",
    error: null,
    perplexity: 1.1,
    meanLogprob: null,
    costUsd: null,
    ...change,
  };
  return [{ type: "candidate-start", draw, subset: ["a", "b"], aggregator: "c" }, end];
}

/** Returns an answer that arrived and is a candidate unchanged, for tests. */
export function unmerged(draw: number, model: string, text = `Answer of ${model}`): RunEvent[] {
  const [start, end] = candidate(draw, { text, perplexity: null, costUsd: null });
  return [
    referenceEnd(model, { text }),
    ...(start === undefined ? [] : [{ ...start, subset: [model], aggregator: model } as RunEvent]),
    ...(end === undefined ? [] : [end]),
  ];
}

/** Returns a run of another system with these answers, for tests; `scores` says what decided. */
export function systemRun(system: string, answers: readonly string[], scores?: EventOf<"scores">): RunRecord {
  const chosen = selectionEnd();
  const selection = { ...chosen.selection, referencers: answers };
  const arrived = answers.flatMap((model, draw) => unmerged(draw, model));
  const events: RunEvent[] = [{ ...chosen, selection }, ...arrived, ...(scores === undefined ? [] : [scores])];
  return recordOf(events, runStart("run", 1, system));
}

/** Returns the record of a run after these events, for tests. */
export function recordOf(events: readonly RunEvent[], start = runStart()): RunRecord {
  return events.reduce(applyEvent, startRecord(start));
}
