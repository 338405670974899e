import * as v from "valibot";
import { dropDistributions, objectives, posteriors, selections, selfConsistencies } from "../core/parameters.ts";
import type { Replayable } from "../core/replay/index.ts";
import { waysToDecide } from "../core/record/index.ts";
import { nameOfRecorded } from "../core/system-names.ts";

const text = v.string();
const number = v.number();
const numberOrNull = v.nullable(number);
const names = v.array(text);
const status = v.picklist(["waiting", "streaming", "finished", "truncated", "failed", "aborted", "spared"]);

const asked = v.object({
  text,
  context: v.array(v.object({ label: text, text })),
  conversation: v.array(v.object({ role: v.picklist(["system", "user", "assistant"]), content: text })),
  tests: v.exactOptional(v.array(v.object({ label: text, text }))),
  system: v.exactOptional(v.nullable(text)),
  answerForm: v.exactOptional(
    v.variant("kind", [
      v.object({ kind: v.literal("choice"), options: names }),
      v.object({ kind: v.literal("math") }),
      v.object({ kind: v.literal("text") }),
    ]),
  ),
});

const parameters = v.object({
  referencers: number,
  aggregations: number,
  dropCount: number,
  // Records of older versions know only RPS.
  selection: v.optional(v.picklist(selections), "paper"),
  supportBase: number,
  tolerance: number,
  perplexityWeight: number,
  // Records of older versions know only Eq. 5 and Eq. 7.
  objective: v.optional(v.picklist(objectives), "prior"),
  posterior: v.optional(v.picklist(posteriors), "paper"),
  repair: v.optional(v.boolean(), false),
  cascade: v.optional(v.boolean(), false),
  dropDistribution: v.picklist(dropDistributions),
  temperature: number,
  presencePenalty: number,
  maxOutputTokens: number,
  // Records of older versions have only one system.
  layers: v.optional(number, 1),
  selfConsistency: v.optional(v.picklist(selfConsistencies), "medoid"),
  singleModel: v.optional(text, "auto"),
});

const selection = v.object({
  question: text,
  space: text,
  bankSize: number,
  threshold: number,
  support: v.array(v.object({ id: text, source: text, similarity: number })),
  supportBySource: v.record(text, number),
  prior: v.array(
    v.object({
      ...{ model: text, value: number, evaluated: v.boolean(), overall: numberOrNull },
      costs: v.exactOptional(v.object({ budget: numberOrNull, deadline: numberOrNull })),
    }),
  ),
  chosen: v.exactOptional(v.array(v.object({ model: text, adds: number }))),
  referencers: names,
  coding: v.boolean(),
  closestSource: v.nullable(text),
  learned: v.exactOptional(v.object({ questions: number, at: text, isCurrent: v.boolean() })),
  warnings: names,
});

const outcomes = v.array(v.object({ example: number, passed: v.boolean(), actual: text, milliseconds: numberOrNull }));
const checked = v.object({
  outcomes,
  problem: v.nullable(text),
});

const examples = v.array(v.object({ given: text, expected: v.nullable(text), from: v.exactOptional(text) }));

const candidate = v.object({
  subset: number,
  model: text,
  references: names,
  repairs: v.nullish(number, null),
  text,
  status,
  similarity: numberOrNull,
  perplexity: numberOrNull,
  meanLogprob: numberOrNull,
  score: numberOrNull,
  checked: v.nullish(checked, null),
  own: v.optional(outcomes, []),
  votes: v.nullish(number, null),
  answer: v.nullish(text, null),
});

const run = v.object({
  runId: text,
  seed: number,
  asked,
  system: text,
  simulated: v.boolean(),
  parameters,
  keywords: v.nullish(v.object({ model: v.nullable(text), named: names, matched: names }), null),
  selection: v.nullable(selection),
  references: v.array(
    v.object({
      ...{ model: text, status, holdsAnswer: v.exactOptional(v.boolean()), text: v.optional(text, "") },
      checked: v.nullish(checked, null),
      own: v.optional(outcomes, []),
    }),
  ),
  examples: v.optional(examples, []),
  ownExamples: v.optional(examples, []),
  unrun: v.optional(v.array(v.object({ from: text, count: number })), []),
  subsets: v.array(names),
  candidates: v.array(candidate),
  winner: numberOrNull,
  fallback: v.nullable(v.literal("best-reference")),
  shortened: v.nullish(
    v.object({ reason: v.picklist(["deadline", "agreement", "budget", "cascade"]), message: text }),
    null,
  ),
  comparedIn: v.nullish(text, null),
  decidedBy: v.nullish(v.picklist(waysToDecide), null),
  outcome: v.picklist(["running", "done", "failed", "aborted"]),
});

/**
 * Returns a run from a file that anyone may have changed, as far as a replay needs it.
 *
 * @throws Error naming the first part that is missing or of the wrong kind
 */
export function recordedRun(value: unknown): Replayable {
  const result = v.safeParse(run, value);
  if (result.success) {
    const { output } = result;
    return { ...output, system: nameOfRecorded(output.system, output.keywords !== null) };
  }
  const [issue] = result.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the document"} is not what a run record has there. ${issue.message}.`);
}
