import * as v from "valibot";
import { skillsSchema } from "./keywords.ts";

/** How much the outcome of one model on one question is known, and from what. */
const capabilitySchema = v.object({
  /** 1 right, 0 wrong; a graded checker may give a fraction. */
  value: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** 1 unless the evidence is weak. */
  weight: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 1),
  evidence: v.optional(v.picklist(["checked", "imported", "choice"]), "imported"),
  checker: v.optional(v.string()),
  at: v.optional(v.string()),
});

const capabilityOrNumber = v.pipe(
  v.union([
    v.pipe(
      v.number(),
      v.transform((value) => ({ value })),
    ),
    v.unknown(),
  ]),
  capabilitySchema,
);

const code = v.pipe(v.string(), v.minLength(1));

/** Compared without a pattern: one that looks for repeated letters would take hours for a long text. */
function areFlags(flags: string): boolean {
  return flags.length <= 3 && new Set(flags).size === flags.length && /^[ims]*$/.test(flags);
}

/** How a reply to the question is checked. How large its parts may be is in question-limits.ts. */
export const taskSchema = v.variant("kind", [
  v.object({ kind: v.literal("choice"), options: v.array(v.string()), answer: v.string() }),
  v.object({
    kind: v.literal("math"),
    answer: v.string(),
    /** Relative difference that a number may have; none unless it is said. */
    tolerance: v.optional(v.pipe(v.number(), v.minValue(0), v.ltValue(1))),
  }),
  v.pipe(
    v.object({
      kind: v.literal("text"),
      exact: v.optional(v.string()),
      /** A regular expression of JavaScript, found anywhere in the reply. */
      pattern: v.optional(v.string()),
      flags: v.optional(v.pipe(v.string(), v.check(areFlags, "may hold i, m and s, once each"))),
      /** Upper and lower case are alike here. */
      containsAll: v.optional(v.array(v.string())),
    }),
    v.check(
      ({ exact, pattern, containsAll }) => (exact ?? pattern ?? containsAll) !== undefined,
      "needs exact, pattern or containsAll",
    ),
  ),
  v.object({
    kind: v.literal("instructions"),
    ids: v.array(v.string()),
    kwargs: v.array(v.record(v.string(), v.unknown())),
  }),
  v.pipe(
    v.object({
      kind: v.literal("code-tests"),
      language: v.picklist(["python", "javascript", "typescript"]),
      entryPoint: v.optional(v.string()),
      setup: v.optional(v.string()),
      /** Code that a solution begins with, such as a signature. Models are shown it; it is not run. */
      starter: v.optional(v.string()),
      /** Code that stands behind the solution, beside it: classes that tests hand to it. Nothing expected is in it. */
      fixture: v.optional(v.string()),
      tests: v.optional(v.array(code)),
      /** Whole programs: standard input, and what standard output must hold. */
      stdio: v.optional(v.array(v.object({ input: v.string(), output: v.string() }))),
      /** Calls of the entry point: its arguments as JSON, one a line, and the JSON of what it must return. */
      calls: v.optional(v.array(v.object({ input: v.string(), output: v.string() }))),
      timeLimitMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      reference: v.optional(code),
      wrong: v.optional(v.array(code)),
    }),
    v.check(
      ({ tests = [], stdio = [], calls = [] }) => tests.length + stdio.length + calls.length > 0,
      "needs tests, stdio or calls",
    ),
    v.check(({ calls = [], entryPoint }) => calls.length === 0 || entryPoint !== undefined, "calls need an entryPoint"),
  ),
  v.object({ kind: v.literal("open") }),
]);
export type Task = v.InferOutput<typeof taskSchema>;

/** One question of the bank, in the smcs-jsonl format: one JSON object a line. */
export const bankQuestionSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  source: v.pipe(v.string(), v.minLength(1)),
  /** Only `bank` questions take part in retrieval; the splits never overlap (A.1). */
  split: v.optional(v.picklist(["bank", "test"]), "bank"),
  domain: v.optional(v.string()),
  topic: v.optional(v.string()),
  /** What the question asks for, in keywords; without any, domain and topic serve as its skills. */
  skills: v.optional(skillsSchema),
  question: v.pipe(v.string(), v.minLength(1)),
  task: taskSchema,
  capability: v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => !Array.isArray(value), "must map model names to outcomes"),
      v.record(v.string(), capabilityOrNumber),
    ),
    {},
  ),
  embedding: v.optional(v.array(v.number())),
  space: v.optional(v.string()),
});
export type BankQuestion = v.InferOutput<typeof bankQuestionSchema>;
