import { callsSubject, isClosed } from "./calls.ts";
import { type Example, type PlacedExample, raisingTest } from "./example.ts";
import { closingOf, partsOf, statementAt } from "./expressions.ts";
import type { Subject } from "./subject.ts";
import { languageOf } from "./value-language.ts";
import { valueAt } from "./values.ts";

/** The beginning of a line up to an assertion, with what lists, test runners and Markdown put there. */
const BEGIN =
  /^[ \t]*(?:[*>-][ \t]+)?(?:\d+[ \t]*\|[ \t]*)?`?(?=assert\b|(?:with[ \t]+)?(?:self\.assert|pytest\.raises\()|assert_?equals?\(|(?:await[ \t]+)?expect\(|console\.assert\()/gimu;
/** Maximum number of assertions that are read. */
const MOST_READ = 100;

/** What an assertion says: that code has a value, throws an exception, or is true. */
type Claim =
  | { readonly kind: "equal"; readonly code: string; readonly value: string }
  | { readonly kind: "raises"; readonly code: string; readonly error: string }
  | { readonly kind: "true"; readonly code: string; readonly test: string };

/** Finds assertions as tests have them: `assert f(2) == 4` in Python, `expect(f(2)).toBe(4)` in JavaScript. */
export function assertionsIn(question: string, subject: Subject): PlacedExample[] {
  return [...question.matchAll(BEGIN)].slice(0, MOST_READ).flatMap((begin): PlacedExample[] => {
    const at = begin.index + begin[0].length;
    const claim = claimAt(question, at);
    const example = claim === null ? null : exampleOf(claim, subject);
    return example === null ? [] : [{ at, ...example }];
  });
}

/** Returns what the assertion at an index says, with its language; null when that cannot be read. */
export function claimAt(question: string, at: number): (Claim & Pick<Example, "language">) | null {
  const statement = statementAt(question, at)?.replace(/`[ \t.]*$/u, "");
  if (statement === undefined) return null;
  const code = statement.replace(/;[ \t]*(?:\/\/.*)?$/u, "");
  if (/^(?:with[ \t]+)?(?:self\.assert|pytest\.)/u.test(code))
    return unittest(code, question.slice(at + statement.length));
  const [, compared] = /^assert_?equals?\(([^]*)\)$/iu.exec(code) ?? [];
  if (compared !== undefined) {
    const claim = comparison(partsOf(compared, /,/y).slice(0, 2).join(" == "), "");
    return claim?.kind === "equal" ? { ...claim, language: null } : null;
  }
  if (/^(?:await[ \t]+)?expect\(/u.test(code)) return script(matcherOf(code));
  const [, method, inner] = /^(?:console\.)?assert(?:\.(\w+))?[ \t]*\(([^]*)\)$/u.exec(code) ?? [];
  if (method !== undefined) return script(nodeAssertion(method, inner ?? "", statement));
  const isScript = /^console|===|!==/u.test(code) || (statement !== code && inner !== undefined);
  const isInBrackets = closingOf(code, code.indexOf("(")) === code.length - 1;
  const condition = inner !== undefined && isInBrackets ? inner : code.replace(/^assert[ \t]+/u, "");
  const [claimed = ""] = partsOf(withoutComment(condition), /,/y);
  return isScript ? script(comparison(claimed, statement)) : python(comparison(claimed, withoutComment(code)));
}

/** Returns the example that a claim makes; null when it is not about what is asked for, or needs what is not there. */
export function exampleOf(
  claim: Claim & Pick<Example, "language">,
  subject: Subject,
): Omit<PlacedExample, "at"> | null {
  const used = claim.kind === "equal" ? `${claim.code} ${claim.value}` : claim.code;
  if (!callsSubject(claim.code, subject) || !isClosed(used, subject)) return null;
  const language = claim.language ?? "python";
  switch (claim.kind) {
    case "equal": {
      const own = claim.language === null || languageOf(used) === "javascript" ? languageOf(used) : language;
      return { given: { kind: "call", call: claim.code }, expected: claim.value, language: own };
    }
    case "raises":
      return raisingTest(claim.code, claim.error, language);
    case "true":
      return { given: { kind: "test", code: claim.test }, expected: null, language };
  }
}

const python = (claim: Claim | null) => claim && { ...claim, language: "python" as const };
const script = (claim: Claim | null) => claim && { ...claim, language: "javascript" as const };

/**
 * Returns what a condition says: that code is equal to a value, or else that it is true.
 *
 * @param test the whole assertion
 */
function comparison(condition: string, test: string): Claim | null {
  const sides = partsOf(condition, /(?<![!<>=])={2,3}|\bis(?=[ \t]+(?:None|True|False)\b)/y);
  const [left = "", right = ""] = sides;
  const isPlain = sides.length === 2 && partsOf(condition, /\b(?:and|or|not|for|if)\b|&&|\|\|/y).length === 1;
  if (isPlain && isValue(right)) return { kind: "equal", code: left, value: right };
  if (isPlain && isValue(left)) return { kind: "equal", code: right, value: left };
  // Prose may say "assert that ..." and "assert all of ...".
  const isProse = /^(?:that|the|all|any|if|it|when|whether)\b(?!\()/u.test(condition);
  // What is to be found out is written as "??" or "...".
  const isWhole = /[\w"'`)\]}]$/u.test(condition);
  return isProse || !isWhole ? null : { kind: "true", code: condition, test };
}

function isValue(text: string): boolean {
  return valueAt(text, 0)?.end === text.length;
}

function withoutComment(code: string): string {
  return (partsOf(code, /[ \t]+#/y)[0] ?? "").trim();
}

/**
 * Reads an assertion of unittest or pytest.
 *
 * @param behind what follows it, such as the block that has to raise an exception
 */
function unittest(code: string, behind: string): (Claim & Pick<Example, "language">) | null {
  const [, method = "", inner = ""] = /^(?:with[ \t]+)?(?:self\.assert|pytest\.)(\w+)\(([^]*)\):?$/u.exec(code) ?? [];
  const [first = "", second = "", ...others] = partsOf(inner, /,/y);
  if (/^(?:raises|Raises)/u.test(method)) {
    const [block = ""] = /^\s*\n[ \t]+(\S[^\n]*)/u.exec(behind)?.slice(1) ?? [];
    const called = code.startsWith("with") ? withoutComment(block) : `${second}(${others.join(", ")})`;
    return python(/^\w+$/u.test(first) && called !== "" ? { kind: "raises", code: called, error: first } : null);
  }
  if (/^(?:(?:Almost|Sequence|List|Tuple|Set|Dict|Count|MultiLine)?Equals?|Is)$/u.test(method))
    return python(comparison(`${first} == ${second}`, `assert ${first} == ${second}`));
  if (method === "IsNone") return python({ kind: "equal", code: first, value: "None" });
  if (method === "True") return python(comparison(first, `assert ${first}`));
  return python(method === "False" ? { kind: "true", code: first, test: `assert not (${first})` } : null);
}

/** Reads an assertion of Node's module `assert`. */
function nodeAssertion(method: string, inner: string, statement: string): Claim | null {
  const [first = "", second = ""] = partsOf(inner, /,/y);
  if (/^(?:equal|strictEqual|deepEqual|deepStrictEqual)$/u.test(method) && (isValue(first) || isValue(second)))
    return comparison(`${first} === ${second}`, statement);
  return { kind: "true", code: inner, test: statement };
}

/** Matchers of Jest, Vitest and Chai that compare with their argument, and those that stand for a value. */
const EQUAL = new Set("toBe toEqual toStrictEqual equal equals eq eql eqls".split(" "));
const VALUES: Readonly<Record<string, string>> = {
  ...{ toBeNull: "null", toBeUndefined: "undefined", toBeTrue: "true", toBeFalse: "false" },
  ...{ null: "null", undefined: "undefined", true: "true", false: "false" },
};

/** Returns the condition that a matcher tests, in JavaScript; null for matchers that say something else. */
function conditionOf(call: string, name: string, argument: string): string | null {
  if (argument === "" && name === "toBeTruthy") return call;
  if (argument === "" && name === "toBeFalsy") return `!(${call})`;
  if (!isValue(argument)) return null;
  switch (name) {
    case "toHaveLength":
      return `(${call}).length === ${argument}`;
    case "toContain":
      return `(${call}).includes(${argument})`;
    case "toBeCloseTo":
      return `Math.abs((${call}) - ${argument}) < 0.005`;
    case "toBeGreaterThan":
      return `(${call}) > ${argument}`;
    case "toBeLessThan":
      return `(${call}) < ${argument}`;
    default:
      return null;
  }
}

/** Reads an assertion of Jest, Vitest or Chai; null for matchers that say something else. */
function matcherOf(code: string): Claim | null {
  const [subject = "", ...chain] = partsOf(code.replace(/^(?:await[ \t]+)?expect/u, ""), /\./y);
  const isNot = chain.includes("not");
  const words = chain.filter((word) => !/^(?:to|be|deep|is|and|that|have|not)$/u.test(word));
  const isAwaited = words[0] === "resolves";
  const [, name = "", argument = ""] =
    /^(\w+)(?:\(([^]*)\))?$/u.exec((isAwaited ? words.slice(1) : words).join(".")) ?? [];
  const tested = subject.replace(/^\(([^]*)\)$/u, "$1").trim();
  const call = isAwaited ? `await ${tested}` : tested;
  const value = EQUAL.has(name) ? argument.replace(/,\s*$/u, "").trim() : VALUES[name];
  if (!isNot && value !== undefined && isValue(value)) return { kind: "equal", code: call, value };
  if (value !== undefined)
    return isValue(value) ? { kind: "true", code: call, test: `assert.notDeepStrictEqual(${call}, ${value});` } : null;
  const test = conditionOf(call, name, argument);
  if (test !== null) return { kind: "true", code: call, test: `assert.ok(${isNot ? `!(${test})` : test});` };
  const [, thrown] = /^(?:async[ \t]*)?\([ \t]*\)[ \t]*=>[ \t]*([^{][^]*)$/u.exec(tested) ?? [];
  if (thrown === undefined || !/^(?:toThrow|toThrowError|throw|throws)$/u.test(name)) return null;
  const [error = ""] = partsOf(argument, /,/y);
  return { kind: "raises", code: thrown, error: /^[A-Z]\w*$/u.test(error) ? error : "Error" };
}
