import { inflateSync } from "node:zlib";
import * as v from "valibot";
import { messageOf } from "../core/errors.ts";
import { questionLimits } from "../core/question-bank/index.ts";
import { sameLiteral } from "../core/reading/index.ts";
import { keptCharacters } from "../import-rows/index.ts";
import { codeOf } from "../storage/index.ts";
import { pickledText } from "./pickled-text.ts";
import { type JsonBounds, parsedWithin } from "./small-json.ts";

/** The input of one test, and the expected output. */
interface Case {
  readonly input: string;
  readonly output: string;
}

/** A test, and its place in the file: "private_test_cases.3". */
interface NamedCase extends Case {
  readonly at: string;
}

/** How a problem is tested. */
type TestType = "stdin" | "functional";

/** Says that a field is unusable, and why. */
export class FieldError extends Error {
  constructor(field: string, reason: string) {
    super(`${field} is not usable: ${reason}`);
  }
}

/** Maximum size of unpacked private tests in bytes; the published ones have about ten million. */
const mostUnpacked = 128 * 1024 * 1024;

/** For a list of flat objects: each test has three fields, and a few more are tolerated. */
const testsBounds: JsonBounds = { parts: 20 * questionLimits.cases, depth: 8 };

/** For a value that SMCS's checker compares (core/reading/literal.ts). */
const valueBounds: JsonBounds = { parts: questionLimits.code, depth: 200 };

const testsSchema = v.array(
  v.object({ input: v.string(), output: v.string(), testtype: v.picklist(["stdin", "functional"]) }),
);

/**
 * Returns the tests of a field: a list, or JSON of one, or base64 of zlib of a Python pickle of JSON of one.
 *
 * @param type the kind that each test must be of
 * @throws FieldError naming the field, and the test if one is at fault
 */
export function testsOf(field: string, given: unknown, type: TestType): readonly NamedCase[] {
  const value = typeof given === "string" ? tried(field, () => parsedTests(given)) : given;
  if (Array.isArray(value) && value.length > questionLimits.cases)
    throw new FieldError(field, `it may have at most ${questionLimits.cases.toLocaleString("en")} tests`);
  const result = v.safeParse(testsSchema, value, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new FieldError(path === null ? field : `${field}.${path}`, issue.message);
  }
  return result.output.map(({ input, output, testtype }, index) => {
    const at = `${field}.${index}`;
    if (testtype !== type) throw new FieldError(`${at}.testtype`, otherType[type]);
    return { input, output, at };
  });
}

const otherType: Readonly<Record<TestType, string>> = {
  stdin: "it is functional, but metadata names no function (func_name)",
  functional: "it is stdin, but metadata names a function (func_name)",
};

/**
 * Returns the tests to keep, in their order, and how many are left out. When all together are too large, the largest
 * test that fits is kept, because it tells slow programs from fast ones, and then the smallest of the others.
 */
export function keptTests(tests: readonly NamedCase[]): {
  readonly kept: readonly NamedCase[];
  readonly leftOut: number;
} {
  const bySize = tests
    .map((test, index) => ({ index, size: test.input.length + test.output.length }))
    .filter(({ size }) => size <= keptCharacters)
    .sort((a, b) => a.size - b.size);
  const largest = bySize.at(-1);
  const chosen = new Set<number>();
  let left = keptCharacters;
  for (const { index, size } of largest === undefined ? [] : [largest, ...bySize.slice(0, -1)]) {
    if (size > left) break;
    left -= size;
    chosen.add(index);
  }
  const kept = tests.filter((_, index) => chosen.has(index));
  return { kept, leftOut: tests.length - kept.length };
}

function parsedTests(text: string): unknown {
  return parsedWithin(/^\s*\[/u.test(text) ? text : unpacked(text.trim()), testsBounds);
}

function unpacked(text: string): string {
  // Searches for one invalid character: a pattern for the whole text would try each blank before it again and again.
  if (/[^\w+/=-]/u.test(text)) throw new Error("it is neither a JSON list nor base64");
  return pickledText(inflated(Buffer.from(text, "base64")));
}

function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: mostUnpacked });
  } catch (error) {
    const isLarge = codeOf(error) === "ERR_BUFFER_TOO_LARGE";
    const most = `unpacked, it may have at most ${mostUnpacked.toLocaleString("en")} bytes`;
    throw new Error(isLarge ? most : `zlib cannot unpack it (${messageOf(error)})`, { cause: error });
  }
}

/**
 * Returns the tests as calls: a JSON value per line for the arguments, and one for the result.
 *
 * @throws FieldError naming the test that holds something else
 */
export function callsOf(tests: readonly NamedCase[]): Case[] {
  return tests.map(({ input, output, at }) => {
    checkValue(`${at}.output`, output);
    for (const line of input.split("\n")) if (line.trim() !== "") checkValue(`${at}.input`, line);
    return { input, output };
  });
}

/** Checks that a value can be compared; otherwise no reply would ever be right. */
function checkValue(field: string, text: string): void {
  tried(field, () => {
    try {
      parsedWithin(text, valueBounds);
    } catch (error) {
      // Values that Python writes and JSON does not have, such as NaN.
      if (!sameLiteral(text, text)) throw error;
    }
  });
}

function tried<Result>(field: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof FieldError ? error : new FieldError(field, messageOf(error));
  }
}
