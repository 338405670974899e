import { assertionsIn } from "./assertions.ts";
import { callsSubject, isClosed } from "./calls.ts";
import { type Example, givenText, type PlacedExample } from "./example.ts";
import { scriptsIn } from "./scripts.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { testedCode } from "./test-imports.ts";
import { testRowsIn } from "./test-rows.ts";
import { valueAt } from "./values.ts";

/** A file of tests: its name for readers, and its text. */
export interface TestFile {
  readonly label: string;
  readonly text: string;
}

/** What a test file says of the code that a question is about. */
export interface FileExamples {
  readonly examples: readonly Example[];
  /** Number of its assertions that need more than the code, or that cannot be read. */
  readonly left: number;
  /** The tested functions and classes that the examples call. */
  readonly names: readonly string[];
  readonly imports: readonly string[];
  readonly isAsync: boolean;
}

/** What a question says of the functions and classes that it is about. */
export interface AskedNames {
  readonly text: string;
  /** Attached code that is no test. */
  readonly code: string;
}

/** Maximum length of the part of a test file that is read, in characters. */
export const MOST_OF_A_FILE = 40_000;
/** Maximum number of tests of a file that are told apart. */
const MOST_TESTS = 500;
/** Maximum length of a whole test that is one example, in characters. */
const LONGEST_TEST = 2_000;

const NAMES =
  /(?:^|[/\\ ])(?:test_[\w-]+\.py|[\w-]+_test\.py|[\w.-]+\.(?:test|spec)\.[cm]?[jt]sx?)(?![\w.])|(?:^|[/\\])(?:tests?|__tests__)[/\\][^\n]*\.(?:py|[cm]?[jt]sx?)(?![\w.])/u;
const PYTHON_TESTS = /^[ \t]*(?:async[ \t]+)?def[ \t]+test\w*\(/mu;
const SCRIPT_TESTS = /(?<![\w$.])(?:it|test)(?:\.\w+)*\(/u;
const ASSERTION =
  /^[ \t]*(?:assert\b|with[ \t]+(?:self\.assert|pytest\.raises)|self\.assert|pytest\.raises\(|(?:await[ \t]+)?expect\()/gmu;
/** An assertion behind the beginning of its test on the same line. */
const BEHIND = /(=>|[{;]|\):)[ \t]*(?=(?:await[ \t]+)?(?:expect\(|assert\b))/gu;
/** A name at the left margin that gets a value. */
const CONSTANT =
  /^(?:export[ \t]+)?(?:const[ \t]+)?([A-Za-z_$][\w$]*)(?:[ \t]*:[^=\n]{1,100})?[ \t]*=[ \t]*(?![=>])/gmu;
/** Maximum number of a file's constants that are read, and the maximum length of each, in characters. */
const MOST_CONSTANTS = 30;
const LONGEST_CONSTANT = 500;
const CALLED = /(?<![\w$.])((?:[A-Za-z_$][\w$]*\.)*)([A-Za-z_$][\w$]*)(?=\()/gu;
/** Functions of Node's module `assert` that a file imports by their names. */
const BARE = /^([ \t]*)((?:not)?(?:deep)?(?:strict)?equal|ok|throws|rejects|match)(?=\()/gimu;
/** Words of Python's statements, which are no names. */
const WORDS = "assert with as try except raise pass while elif break continue def del global import from finally".split(
  " ",
);

/** Returns whether a file is one of tests, by its name or by what stands in it. */
export function isTestFile({ label, text }: TestFile): boolean {
  return (
    NAMES.test(label) || PYTHON_TESTS.test(text) || (SCRIPT_TESTS.test(text) && /\bexpect\(|\bassert\b/u.test(text))
  );
}

/**
 * Finds the assertions of a test file that need nothing but the tested code: of pytest, unittest, `node:test`, Jest and
 * Vitest. A test of Python whose assertions use its own variables is one example as a whole. Reads only; takes time
 * linear in the text.
 *
 * @param asked of the functions that the file tests, those count that the question names; if it names none, those that
 *   the attached code defines; else all
 */
export function examplesInTests(file: TestFile, asked: AskedNames): FileExamples {
  const cut = file.text
    .slice(0, MOST_OF_A_FILE)
    .replaceAll("\r\n", "\n")
    .replaceAll(/[ \t]{80,}/gu, " ".repeat(80));
  const isPython = /\.py(?![\w.])/u.test(file.label) || PYTHON_TESTS.test(cut) || !/\bexpect\(|[;{]/u.test(cut);
  const language = isPython ? "python" : "javascript";
  const { names: tested, renamed, modules, imports } = testedCode(cut, language);
  const names = namesAskedFor(tested, asked);
  const members = new Set(modules);
  // Modules are not there: their members are the code.
  const alone = cut.replaceAll(CALLED, (_, prefix: string, name: string) =>
    members.has(prefix.slice(0, -1)) ? name : prefix + (prefix === "" ? (renamed.get(name) ?? name) : name),
  );
  const text = alone.replaceAll(BEHIND, "$1\n").replaceAll(BARE, isPython ? "$&" : "$1assert.$2");
  const own = subjectOf(imports.join("\n"));
  const isAsync = /\basync\b|\bawait\b/u.test(text);
  const subject: Subject = { ...own, defined: names, hasCode: true, main: null, isAsync, language };
  const found: PlacedExample[] = [];
  let left = 0;
  const constants = constantsIn(text, isPython);
  for (const { at, test: bare } of testsIn(text, isPython)) {
    const test = withConstants(bare, constants);
    const rows = testRowsIn(test, subject);
    const single = [...assertionsIn(test, subject), ...scriptsIn(test, subject)];
    const count = test.match(ASSERTION)?.length ?? 0;
    const missing = Math.max(0, count - single.length - Math.min(1, rows.length));
    const whole = missing > 0 && isPython ? wholeTest(test, subject) : null;
    found.push(...(whole === null ? [...rows, ...single] : [whole]).map((one) => ({ ...one, at: at + one.at })));
    if (whole === null) left += missing;
  }
  const examples = found
    .toSorted((a, b) => a.at - b.at)
    .map(({ given, expected, language: own }) => ({ given, expected, language: own ?? language, from: file.label }));
  const words = new Set(examples.flatMap((example) => [...wordsOf(givenText(example))]));
  const used = names.filter((name) => words.has(name));
  return { examples, left, names: used, imports, isAsync };
}

/** Returns the names that a text may mention. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}\p{N}_$]+/gu) ?? []);
}

/** Returns whether a text has a name as a word. */
export function mentions(text: string, name: string): boolean {
  return new RegExp(String.raw`(?<![\w$])${name.replaceAll("$", String.raw`\$`)}(?![\w$])`, "u").test(text);
}

function namesAskedFor(tested: readonly string[], { text, code }: AskedNames): readonly string[] {
  const named = tested.filter((name) => mentions(text, name));
  if (named.length > 0) return named;
  const { defined } = subjectOf(code);
  const attached = tested.filter((name) => defined.includes(name));
  return attached.length > 0 ? attached : tested;
}

/** Returns the tests of a file, each with the index at which it begins, and the text between them. */
function testsIn(text: string, isPython: boolean): { readonly at: number; readonly test: string }[] {
  const begins = isPython
    ? functionsIn(text)
    : Array.from(text.matchAll(/(?<![\w$.])(?:it|test|describe)(?:\.\w+)*\(/gu), ({ index }) => index);
  const starts = [0, ...begins.slice(0, MOST_TESTS), text.length];
  return starts.slice(1).map((end, index) => ({ at: starts[index] ?? 0, test: text.slice(starts[index] ?? 0, end) }));
}

/** Returns where the functions of Python begin, with their decorators, which may have several lines. */
function functionsIn(text: string): number[] {
  const begins: number[] = [];
  let decorated: number | null = null;
  let at = 0;
  for (const line of text.split("\n")) {
    const [, indent = "", word = ""] = /^([ \t]*)(@|(?:async[ \t]+)?def[ \t]|\S?)/u.exec(line) ?? [];
    if (word === "@") decorated ??= at;
    else if (word.includes("def")) begins.push(decorated ?? at);
    // Deeper lines and closing brackets belong to a decorator.
    const isInside = word === "@" || word === "" || indent !== "" || ")]}".includes(word);
    if (word.includes("def") || !isInside) decorated = null;
    at += line.length + 1;
  }
  return begins;
}

/** Returns the statements that give names of a file plain values, by name. */
function constantsIn(text: string, isPython: boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(CONSTANT)) {
    const value = valueAt(text, match.index + match[0].length);
    const behind = value === null ? null : /^[^\n]*/u.exec(text.slice(value.end, value.end + LONGEST_TEST))?.[0];
    if (value === null || behind == null || !/^[ \t]*(?:as const)?;?[ \t]*(?:(?:#|\/\/).*)?$/u.test(behind)) continue;
    // A text in quotes has no line end that may go.
    const line = value.text.replaceAll(/\s*\n\s*/gu, " ");
    if (line.length > LONGEST_CONSTANT || value.text.includes("`") || found.size >= MOST_CONSTANTS) continue;
    found.set(match[1] ?? "", isPython ? `${match[1]} = ${line}` : `const ${match[1]} = ${line};`);
  }
  return found;
}

/** Returns a test with those constants of its file that it uses at its beginning. */
function withConstants(test: string, constants: ReadonlyMap<string, string>): string {
  const used = [...constants].flatMap(([name, statement]) => (mentions(test, name) ? [statement] : []));
  const head = used.length === 0 ? null : /(?:=>|[{:])[ \t]*\n(?=([ \t]*)\S)/u.exec(test);
  if (head === null) return test;
  const at = head.index + head[0].length;
  return test.slice(0, at) + used.map((statement) => `${head[1] ?? ""}${statement}\n`).join("") + test.slice(at);
}

/** Returns a test function of Python as one example; null when it needs fixtures, or what its file has outside of it. */
function wholeTest(test: string, subject: Subject): PlacedExample | null {
  const [head = "", indent = "", own = ""] =
    /^([ \t]*)(?:async[ \t]+)?def[ \t]+test\w*\(([ \t]*(?:self)?[ \t]*)\)[^\n:]*:\n/u.exec(test) ?? [];
  if (head === "" || head.trimStart().startsWith("async")) return null;
  const lines = test.slice(head.length).split("\n");
  const end = lines.findIndex((line) => line.trim() !== "" && line.search(/\S/u) <= indent.length);
  const body = lines.slice(0, end < 0 ? lines.length : end);
  const depth = Math.min(...body.filter((line) => line.trim() !== "").map((line) => line.search(/\S/u)));
  const code = body
    .map((line) => line.slice(depth))
    .join("\n")
    .trim();
  const bare = code.replaceAll(/(?:^|[ \t])#[^\n]*/gmu, "");
  const isPlain = code.length <= LONGEST_TEST && !/"""|'''|\b(?:return|yield|await)\b|\bself\.(?!assert)/u.test(code);
  const variables = Array.from(
    bare.matchAll(/^[ \t]*([A-Za-z_][\w, \t]*)[ \t]*=(?!=)|\b(?:as|for)[ \t]+([\w, \t]+?)(?=[ \t]+in\b|:)/gmu),
    ([, one = "", other = ""]) => (one + other).match(/\w+/gu) ?? [],
  ).flat();
  const known = [...WORDS, ...variables, ...(own.trim() === "" ? [] : ["self"])];
  if (!isPlain || !isClosed(bare, subject, known) || !callsSubject(bare, subject)) return null;
  const begin = own.trim() === "" ? "" : "import unittest\nself = unittest.TestCase()\n";
  return { at: 0, given: { kind: "test", code: `${begin}${code}` }, expected: null, language: "python" };
}
