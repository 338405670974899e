import * as v from "valibot";
import { skillsSchema } from "./keywords.ts";

/** The outcome of one model on one question, its weight, and its evidence. */
const capabilitySchema = v.object({
  /** 1 right, 0 wrong; a graded checker may give a fraction. */
  value: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** 1 unless the evidence is weak. */
  weight: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 1),
  evidence: v.optional(v.picklist(["checked", "imported", "choice", "samples"]), "imported"),
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

/** Checked without a regular expression for repeated letters: that would take hours for a long text. */
function areFlags(flags: string): boolean {
  return flags.length <= 3 && new Set(flags).size === flags.length && /^[ims]*$/.test(flags);
}

/** How a reply to the question is checked. The limits of its parts are in question-limits.ts. */
export const taskSchema = v.variant("kind", [
  v.object({ kind: v.literal("choice"), options: v.array(v.string()), answer: v.string() }),
  v.object({
    kind: v.literal("math"),
    answer: v.string(),
    /** Relative difference that a number may have; none when absent. */
    tolerance: v.optional(v.pipe(v.number(), v.minValue(0), v.ltValue(1))),
  }),
  v.pipe(
    v.object({
      kind: v.literal("text"),
      exact: v.optional(v.string()),
      /** A JavaScript regular expression that matches anywhere in the reply. */
      pattern: v.optional(v.string()),
      flags: v.optional(v.pipe(v.string(), v.check(areFlags, "may hold i, m and s, once each"))),
      /** Not case-sensitive. */
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
      /** Code that a solution begins with, such as a signature. Models see it; it is not run. */
      starter: v.optional(v.string()),
      /**
       * Code that runs after the solution, in the same interpreter: classes that tests pass to it. It holds no expected
       * results.
       */
      fixture: v.optional(v.string()),
      tests: v.optional(v.array(code)),
      /** Whole programs: standard input, and the expected standard output. */
      stdio: v.optional(v.array(v.object({ input: v.string(), output: v.string() }))),
      /** Calls of the entry point: its arguments as one JSON value per line, and the expected result as JSON. */
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

/** One question of the bank, in the smcs-jsonl format: one JSON object per line. */
export const bankQuestionSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  source: v.pipe(v.string(), v.minLength(1)),
  /** Only `bank` questions take part in retrieval; the splits never overlap (A.1). */
  split: v.optional(v.picklist(["bank", "test"]), "bank"),
  domain: v.optional(v.string()),
  topic: v.optional(v.string()),
  /** Keywords of the skills that the question needs; if absent, domain and topic serve as its skills. */
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
