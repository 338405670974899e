import { type PlacedExample, raisingTest } from "./example.ts";
import { chainEnd, namesFromOutside } from "./expressions.ts";
import { mayBeAskedFor } from "./known-names.ts";
import { resultAt } from "./relations.ts";
import type { Subject } from "./subject.ts";
import { languageOf } from "./value-language.ts";

const CALL = /(?<![\w$])([A-Za-z_$][\w$]*)\(/gu;
/** A call in code, where a blank may stand before the bracket. */
const CALLED = /(?<![\w$])([A-Za-z_$][\w$]*)[ \t]?\(/gu;
/** Functions around a call, which its result is of: `sorted(f(2))`. */
const AROUND = /(?:\b(?:await|new)[ \t]+|(?<![\w$.])(?:[A-Za-z_$][\w$]*\.)?[A-Za-z_$][\w$]*\((?:\[\.\.\.)?)+$/u;
/** What prints a value, so that the value itself is compared. */
export const PRINTS = /^(?:print|console\.log)\(/u;
/** Words before a call that is part of a definition, a condition or something else. */
const NO_EXAMPLE =
  /(?:\bdef|\bfunction|\bclass|\bif|\belif|\bwhile|\bunless|\breturn|\buntil|\bcase|\bwhen\s*\(|@)[ \t]*\(?(?:not[ \t]+|!)?$|[\w\])]\.$/u;
/** Equations that define a sequence, "tri(n) = 1 + n / 2", say nothing of what the function returns. */
const DEFINING = /\b([A-Za-z_]\w*)\(\s*[a-z](?:\s*[-+]\s*\d+)?\s*\)[ \t]*=(?!=)/gu;

/** Maximum length of the functions around a call, in characters. */
const MOST_AROUND = 100;
/** How far before a call its line is read, in characters. */
const NEAR = 300;
/** Maximum number of calls that are read in a question. */
const MOST_CALLS = 200;

/** A call in a question that needs nothing but the code that is asked for. */
export interface PlacedCall {
  readonly at: number;
  /** The expression that it is part of. */
  readonly code: string;
  /** Index behind the expression, or behind the call that prints it. */
  readonly end: number;
  /** The line up to the expression. */
  readonly before: string;
}

/** Returns whether a call may be an example of what a question asks for. */
export function isAbout(name: string, { defined, language }: Subject): boolean {
  return defined.length === 0 ? mayBeAskedFor(name, language) : defined.includes(name);
}

/** Returns whether code calls something that a question may ask for. */
export function callsSubject(code: string, subject: Subject): boolean {
  return Array.from(code.matchAll(CALLED)).some(([, name = ""]) => isAbout(name, subject));
}

/**
 * Returns whether code needs nothing but what a question asks for and imports.
 *
 * @param given further names that it may use
 */
export function isClosed(code: string, subject: Subject, given: readonly string[] = []): boolean {
  const called = new Set(Array.from(code.matchAll(CALLED), ([, name = ""]) => name));
  // COUNT(*) is no call.
  if (/\(\s*\*\s*\)/u.test(code)) return false;
  return namesFromOutside(code).every(
    (name) =>
      [...given, ...subject.defined, ...subject.imported].includes(name) ||
      (called.has(name) && isAbout(name, subject)),
  );
}

/** Returns the calls in a question whose arguments are all there. */
export function placedCalls(question: string, subject: Subject): PlacedCall[] {
  const calls: PlacedCall[] = [];
  const names = Array.from(question.matchAll(CALL)).filter(([, name = ""]) => isAbout(name, subject));
  for (const { index } of names.slice(0, MOST_CALLS)) {
    if (index < (calls.at(-1)?.end ?? 0)) continue;
    const line = question.slice(Math.max(0, index - NEAR), index).replace(/^[^]*\n/u, "");
    const around = AROUND.exec(line.slice(-MOST_AROUND))?.[0] ?? "";
    const call = callAt(question, index - around.length, line.slice(0, line.length - around.length));
    if (call !== null && call.end > index && isClosed(call.code, subject)) calls.push(call);
  }
  return calls;
}

function callAt(question: string, at: number, before: string): PlacedCall | null {
  const whole = chainEnd(question, at);
  if (whole === null || NO_EXAMPLE.test(before)) return null;
  const printing = PRINTS.exec(question.slice(at, whole))?.[0];
  if (printing === undefined) return { at, code: question.slice(at, whole), end: whole, before };
  const code = question.slice(at + printing.length, whole - 1).trim();
  return chainEnd(code, 0) === code.length ? { at, code, end: whole, before: before + printing } : null;
}

/** Finds calls with their results: `f(2) == 4`, "f(2) should return 4", "`f(2)` → 4". */
export function callsIn(question: string, subject: Subject): PlacedExample[] {
  const equations = new Set(Array.from(question.matchAll(DEFINING), ([, name = ""]) => name));
  const calls = placedCalls(question, subject);
  return calls.flatMap((call, index): PlacedExample[] => {
    const until = question.slice(0, calls[index + 1]?.at);
    const result = resultAt(until, call.end, call.before);
    const isDefined = Array.from(call.code.matchAll(CALL)).some(([, name = ""]) => equations.has(name));
    // In mathematics, f and y are functions of the text.
    const isMathematics = !subject.hasCode && /^\$?[A-Za-z]\(/u.test(call.code);
    if (result === null || (result.isEquation && (isDefined || isMathematics))) return [];
    if (result.kind === "exception")
      return [{ at: call.at, ...raisingTest(call.code, result.text, subject.language), isDemanded: true }];
    const code = result.isAwaited && !call.code.startsWith("await") ? `await ${call.code}` : call.code;
    const language = languageOf(`${call.code} ${result.text}`);
    const given = { kind: "call", call: code } as const;
    return [{ at: call.at, given, expected: result.text, language, isDemanded: result.isDemanded }];
  });
}
