import * as v from "valibot";
import { messageOf } from "../core/errors.ts";
import type { Task } from "../core/question-bank/index.ts";
import { label, origin, text } from "./fields.ts";
import {
  type ImportFormat,
  type ImportOptions,
  type ImportRow,
  validated,
  validatedCapability,
} from "../import-rows/index.ts";
import { badRow, checked, jsonEntries, numberedLines, peeked } from "../row-files/index.ts";
import { callsOf, FieldError, keptTests, testsOf } from "./livecodebench-tests.ts";
import { livecodebenchSplit } from "./paper-split.ts";
import { parsedWithin } from "./small-json.ts";

const ownSource = "LiveCodeBench";

/** Maximum size of one problem with its tests in bytes; the published ones have several million. */
const longestProblem = 64 * 1024 * 1024;

/** A problem is a flat object: its tests are texts that hold JSON. */
const problemBounds = { parts: 20_000, depth: 8 };

/** Bytes at the beginning that are used to tell lines from a document. */
const tellingHead = 1024 * 1024;

const problemSchema = v.object({
  question_id: text,
  question_content: text,
  contest_date: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}(?!\d)/, "must begin with a date like 2024-07-31")),
  platform: label,
  starter_code: v.nullish(v.pipe(v.string(), v.maxLength(100_000, "it may have at most 100,000 characters"))),
  public_test_cases: v.optional(v.unknown()),
  private_test_cases: v.optional(v.unknown()),
  metadata: v.nullish(v.unknown()),
});

const metadataSchema = v.object({
  func_name: v.nullish(
    v.pipe(v.string(), v.regex(/^[\p{ID_Start}_]\p{ID_Continue}{0,199}$/u, "must be a name of Python")),
  ),
});

const performanceSchema = v.object({
  question_id: text,
  model: text,
  "pass@1": v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
});

/**
 * Format of the three kinds of file that LiveCodeBench publishes, which are told apart by their beginning.
 *
 * The data set (code_generation_lite) has one problem per line, with its tests. The runner's `*_eval_all.json` is an
 * array of problems with one model's solutions. It names no model, so its grades are unusable. It has no test cases, so
 * the tasks are open; the questions are the problem texts alone, as in the released bank. The leaderboard's
 * `performances_*.json` is an object with outcomes, each in its own row, for the questions of the other files.
 */
export const livecodebenchFormat: ImportFormat = {
  name: "livecodebench",
  fileNames: ["lcb"],
  description:
    "LiveCodeBench: the data set with its tests (code_generation_lite, JSON lines), the runner's *_eval_all.json (questions) or the leaderboard's performances (outcomes)",
  marks: [
    ["question_id", "question_content", "contest_date"],
    ["question_id", "question_content", "contest_date", "public_test_cases"],
    ["question_id", "model", "pass@1"],
  ],
  paperSplit: livecodebenchSplit,
  async *rows(bytes, options) {
    const file = await peeked(bytes, tellingHead);
    const head = file.head.toString("utf8");
    const isDocument = /^\uFEFF?\s*\[|"performances"\s*:/u.test(head);
    yield* isDocument ? documentRows(file.bytes, options) : lineRows(file.bytes, options);
  },
};

async function* lineRows(bytes: AsyncIterable<Uint8Array>, options: ImportOptions): AsyncGenerator<ImportRow> {
  for await (const line of numberedLines(bytes, longestProblem)) {
    if ("tooLong" in line) {
      yield badRow(line.at, `the line is longer than ${longestProblem.toLocaleString("en")} bytes`);
    } else if (line.text.trim() !== "") {
      try {
        yield problemRow(line.at, parsedWithin(line.text, problemBounds), options);
      } catch (error) {
        yield badRow(line.at, `the line is not usable: ${messageOf(error)}`);
      }
    }
  }
}

async function* documentRows(bytes: AsyncIterable<Uint8Array>, options: ImportOptions): AsyncGenerator<ImportRow> {
  for await (const entry of jsonEntries(bytes, { under: "performances" })) {
    if (entry.kind === "bad") yield entry;
    else if (entry.document === "array") yield problemRow(entry.at, entry.value, options);
    else {
      yield checked(entry.at, performanceSchema, entry.value, ({ question_id, model, "pass@1": percent }) =>
        validatedCapability(entry.at, {
          questionId: origin(options, ownSource, question_id).id,
          correct: { [model]: percent / 100 },
        }),
      );
    }
  }
}

function problemRow(at: number, value: unknown, options: ImportOptions): ImportRow {
  return checked(at, problemSchema, value, (problem) => {
    const { question_id, question_content, contest_date, platform } = problem;
    const date = contest_date.slice(0, 10);
    try {
      const { task, leftOut } = taskOf(problem);
      const row = validated(at, {
        ...origin(options, ownSource, question_id, splitByDate(date)),
        domain: "coding",
        ...(platform !== undefined && { topic: platform }),
        question: question_content,
        task,
      });
      if (row.kind !== "question") return row;
      return { ...row, date, ...(leftOut > 0 && { testsLeftOut: leftOut }) };
    } catch (error) {
      if (error instanceof FieldError) return badRow(at, error.message);
      throw error;
    }
  });
}

/**
 * Returns the task that a problem's tests define: calls when its metadata names a function, else whole programs. Open
 * when the file has no tests.
 *
 * @throws FieldError
 */
function taskOf(problem: v.InferOutput<typeof problemSchema>): { readonly task: Task; readonly leftOut: number } {
  const { starter_code: given, public_test_cases: open, private_test_cases: hidden } = problem;
  if (open === undefined && hidden === undefined) return { task: { kind: "open" }, leftOut: 0 };
  const name = functionOf(problem.metadata);
  const type = name === undefined ? "stdin" : "functional";
  const [known, secret] = [
    testsOf("public_test_cases", open ?? [], type),
    testsOf("private_test_cases", hidden ?? [], type),
  ];
  const { kept, leftOut } = keptTests([...known, ...secret]);
  if (kept.length === 0) {
    const reason = leftOut === 0 ? "there is no test in it" : "each of its tests is too large";
    throw new FieldError(secret.length > 0 ? "private_test_cases" : "public_test_cases", reason);
  }
  const starter = given?.trim() === "" || given == null ? {} : { starter: given };
  const code = { kind: "code-tests", language: "python", ...starter } as const;
  if (name === undefined) {
    const stdio = kept.map(({ input, output }) => ({ input, output }));
    return { task: { ...code, stdio }, leftOut };
  }
  const entryPoint = /^[ \t]*class[ \t]+Solution\b/mu.test(given ?? "") ? `Solution.${name}` : name;
  return { task: { ...code, entryPoint, calls: callsOf(kept) }, leftOut };
}

/** Returns the function that the tests call, from the metadata; undefined when they name none. */
function functionOf(metadata: unknown): string | undefined {
  let value = metadata ?? {};
  if (typeof value === "string") {
    try {
      value = parsedWithin(value, { parts: 1000, depth: 8 }) ?? {};
    } catch (error) {
      throw new FieldError("metadata", messageOf(error));
    }
  }
  const result = v.safeParse(metadataSchema, value, { abortEarly: true });
  if (result.success) return result.output.func_name ?? undefined;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new FieldError(path === null ? "metadata" : `metadata.${path}`, issue.message);
}

/** Returns the split as in the released code: its bank ends with July 2024, and it tests on later problems. */
function splitByDate(date: string): "bank" | "test" {
  return date <= "2024-07-31" ? "bank" : "test";
}
