import { isAbout, languageOf } from "./calls.ts";
import type { PlacedExample } from "./example.ts";
import type { Subject } from "./subject.ts";
import { argumentsAt, skip, valueAt } from "./values.ts";

const BEGIN = /^[ \t]*(?:[*-][ \t]+)?`?(?=(?:assert\b|self\.assert\w+\(|expect\(|console\.assert\(|assert\.\w+\())/gmu;
/** Maximum length of one assertion, in characters. */
const LONGEST = 2_000;
/** Maximum number of assertions that are read. */
const MOST_READ = 200;

/** Finds assertions as tests have them: `assert f(2) == 4` in Python, `expect(f(2)).toBe(4)` in JavaScript. */
export function assertionsIn(question: string, subject: Subject): PlacedExample[] {
  return [...question.matchAll(BEGIN)].slice(0, MOST_READ).flatMap((begin) => {
    const at = begin.index + begin[0].length;
    const code = statementAt(question, at).replace(/`$/u, "");
    const words = code.match(/(?<![\w$])[A-Za-z_$][\w$]*(?=\()/gu) ?? [];
    const called = words.filter((name, index) => index > 0 || !/^(?:assert|expect)/u.test(name));
    if (!called.some((name) => isAbout(name, subject) && !/^(?:to[A-Z]|assert)/u.test(name))) return [];
    const plain = plainly(code);
    const isScript = /^(?:expect\(|console\.|assert\.)/u.test(code) || /===|;\s*$/u.test(code);
    if (plain !== null) return [{ at, ...plain }];
    const own = code.startsWith("self.") ? unittestOf(code) : code;
    // Prose may say "assert that ...": a test has a comparison or a call behind the word.
    if (own === null || /^assert[ \t]+(?:that|the|all|if|it|when)\b/u.test(own)) return [];
    return [{ at, given: { kind: "test", code: own }, expected: null, language: isScript ? "javascript" : "python" }];
  });
}

/** Returns `assert f(2) == 4` as a call and its result; null for every other assertion. */
function plainly(code: string): Omit<PlacedExample, "at"> | null {
  const begin = /^assert[ \t]+\(?[ \t]*(?=([A-Za-z_]\w*)\()/u.exec(code);
  if (begin === null) return null;
  const [start, name] = [begin[0].length, begin[1] ?? ""];
  const given = argumentsAt(code, start + name.length + 1);
  const close = skip(code, given.list.length === 0 ? start + name.length + 1 : given.end);
  const sign = /^\)[ \t]*==[ \t]*/u.exec(code.slice(close));
  if (sign === null) return null;
  const value = valueAt(code, close + sign[0].length);
  if (value === null || !/^[ \t]*\)?[ \t]*(?:#.*)?(?:,[ \t]*f?["'].*)?$/u.test(code.slice(value.end))) return null;
  const call = code.slice(start, close + 1);
  const language = languageOf(`${call} ${value.text}`) === "javascript" ? "javascript" : "python";
  return { given: { kind: "call", call }, expected: value.text, language };
}

/** Returns an assertion of unittest as a plain one; null for those that need more. */
function unittestOf(code: string): string | null {
  const [, kind = "", inner = ""] = /^self\.assert(\w+)\(([^]*)\)$/u.exec(code.trim()) ?? [];
  const compared: Readonly<Record<string, string>> = {
    Equal: "(lambda a, b, *_: a == b)",
    True: "bool",
    False: "not ",
  };
  const how = compared[kind];
  return how === undefined ? null : `assert ${how}(${inner})`;
}

/** Returns the statement at an index: its line, and further ones while a bracket is open. */
function statementAt(text: string, at: number): string {
  let depth = 0;
  let quote = "";
  for (let end = at; end < Math.min(text.length, at + LONGEST); end += 1) {
    const character = text.charAt(end);
    if (quote !== "") {
      if (character === "\\") end += 1;
      else if (character === quote || character === "\n") quote = "";
    } else if (`"'`.includes(character)) quote = character;
    else if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    if (character === "\n" && depth <= 0) return text.slice(at, end).trimEnd();
  }
  return text.slice(at, at + LONGEST).trimEnd();
}
