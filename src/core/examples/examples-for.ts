import type { Question } from "../question.ts";
import { type Example, givenText } from "./example.ts";
import { findExamples, type FoundExamples, withoutBlanks } from "./find-examples.ts";
import { examplesInTests, isTestFile, mentions, type TestFile, wordsOf } from "./test-files.ts";

/** Maximum number of examples that test files add to those of the question. */
const MOST_OF_FILES = 30;
/** Maximum number of test files that are read. */
const MOST_FILES = 5;

/** Questions that are answered by words, or by tests, in English and Chinese. */
const IN_WORDS =
  /^\W*(?:(?:please|can you|could you)[ \t]+)?(?:explain|describe|summari[sz]e|review|document|what|why|how|which|who|where|when|is|are|does|do)\b|解释|说明|为什么|审查|是什么/iu;
const CHANGES =
  /\b(?:fix|write|implement|add|change|make|rewrite|refactor|correct|improve|optimi[sz]e|complete|extend|replace|repair)\b|修复|实现|编写|重构|修改/iu;
const FOR_TESTS = /\b(?:write|add|generate|create)\b[^.\n]{0,40}\b(?:tests?|test cases?)\b|编写[^。\n]{0,20}测试/iu;

/** Assertions of a test file that are not run, because they need more than the code of an answer. */
export interface UnrunChecks {
  readonly from: string;
  /** 0 when the file holds no assertion that SMCS reads. */
  readonly count: number;
}

/** The examples of a question with those of its test files, and what these files have besides. */
export interface QuestionExamples extends FoundExamples {
  /** One item for each test file of which something, or all, is not run. */
  readonly unrun: readonly UnrunChecks[];
}

/**
 * Finds the examples in the text of a question and in its test files: the attached ones, and those that go with the
 * question without being sent to a model. Reads only.
 */
export function examplesFor({ text, context, tests = [] }: Question): QuestionExamples {
  const own = findExamples(text);
  const attached = asksForCode(text) ? context.filter(({ picture }) => picture === undefined) : [];
  const files = [...attached.filter(isTestFile), ...tests].slice(0, MOST_FILES);
  if (files.length === 0) return { ...own, unrun: [] };
  const code = codeIn(context);
  const found = files.map((file) => examplesInTests(file, { text, code }));
  const known = new Set(own.examples.map(keyOf));
  const added: Example[] = [];
  for (const { examples, names } of found) {
    const asked = wordsOf(text);
    const unnamed = names.filter((name) => !asked.has(name));
    for (const example of examples) {
      const key = keyOf(example);
      if (known.has(key) || added.length >= MOST_OF_FILES) continue;
      known.add(key);
      // An answer need not have the functions that its question does not name.
      const words = wordsOf(givenText(example));
      const needs = unnamed.filter((name) => words.has(name));
      added.push(needs.length === 0 ? example : { ...example, needs });
    }
  }
  const names = [...new Set(found.flatMap((one) => one.names))];
  return {
    examples: [...own.examples, ...added],
    main: own.main ?? (names.length === 1 ? (names[0] ?? null) : null),
    imports: [...new Set([...own.imports, ...found.flatMap(({ imports }) => imports)])],
    isAsync: own.isAsync || found.some(({ isAsync }) => isAsync),
    unrun: found.flatMap(({ left, examples }, at) =>
      left === 0 && examples.length > 0 ? [] : [{ from: files[at]?.label ?? "", count: left }],
    ),
  };
}

/**
 * Returns whether a file of tests that the user did not attach has examples for a question: it tests something that the
 * question names or that is attached, and the question asks for code.
 */
export function hasExamplesFor(file: TestFile, { text, context }: Pick<Question, "text" | "context">): boolean {
  if (!isTestFile(file) || !asksForCode(text)) return false;
  const code = codeIn(context);
  const { names } = examplesInTests(file, { text, code });
  return names.some((name) => mentions(text, name) || mentions(code, name));
}

/** Returns whether an answer is expected to hold the code itself, and no words about it and no tests. */
function asksForCode(text: string): boolean {
  return !FOR_TESTS.test(text) && (!IN_WORDS.test(text) || CHANGES.test(text));
}

/** Returns the attached code that is no test. */
function codeIn(context: Question["context"]): string {
  const code = context.filter((one) => one.picture === undefined && !isTestFile(one));
  return code.map(({ text }) => text).join("\n");
}

function keyOf(example: Example): string {
  return withoutBlanks(givenText(example));
}
