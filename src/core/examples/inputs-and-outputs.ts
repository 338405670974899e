import { placedCalls } from "./calls.ts";
import type { PlacedExample } from "./example.ts";
import { afterEmpty, type Section, sectionsIn } from "./sections.ts";
import type { Subject } from "./subject.ts";
import { languageOf } from "./value-language.ts";
import { argumentsAt, valueAt } from "./values.ts";

/** Questions whose code reads standard input. */
const PROGRAM =
  /\b(?:stdin|standard input|input\(\)|from (?:the )?(?:input|console|keyboard)|reads? (?:from|a|an|the|two|three|\w+ integers?)|first line|single line|prints?|console|standardeingabe|liest)\b|标准输入|读取|读入/iu;
/** The same, even if the question's prose names a function. */
const SURELY_PROGRAM = /\b(?:stdin|standard input|sample input)\b|标准输入|standardeingabe/iu;
/** A description of what a program reads, instead of an example of it. */
const DESCRIPTION = /^(?=(?:\S+[ \t]+){3})[A-Z][^\n]*[a-z][^\n]*[.:)]$|^[^\n]*(?:包含|第一行|一个整数)/mu;
/** Questions whose function changes what it is given, and returns nothing. */
const IN_PLACE = /\bin[- ]place\b/iu;
const RETURNS_NOTHING = /->[ \t]*None\b|\b(?:not|n't) return\b|@returns? \{void\}|: void\b/iu;
/** What may follow a value in a line. */
const ENDS = /^[`*]*[ \t]*(?:$|\n|[.;,)](?:\s|$)|\(|#|\/\/|(?:because|since|as|and)\b)/u;
/** How far before an expected result the call is looked for, in characters. */
const NEAR = 1_000;

/** Finds blocks "Input: ... Output: ...", for a function or a program. */
export function inputsAndOutputsIn(question: string, subject: Subject): PlacedExample[] {
  const isNameless = subject.main === null || SURELY_PROGRAM.test(question);
  const isProgram = !subject.hasCode && isNameless && PROGRAM.test(question);
  const isInPlace = IN_PLACE.test(question) && RETURNS_NOTHING.test(question);
  return pairsIn(question).flatMap(({ at, input, output }): PlacedExample[] => {
    if (isProgram) {
      if (input === "" || output === "" || DESCRIPTION.test(input)) return [];
      return [{ at, given: { kind: "input", text: `${input}\n` }, expected: output, language: null }];
    }
    const { list, end } = argumentsAt(input, 0);
    const expected = valueAt(output, 0);
    const isWhole = list.length > 0 && /^[.,;]?$/u.test(input.slice(end).trim());
    if (!isWhole || expected === null || !ENDS.test(output.slice(expected.end))) return [];
    // The calls of a class's methods in turn, as some sites write them.
    const isSeries = /^\[\s*"/u.test(input) && /^\[\s*(?:null|None)\b/u.test(expected.text);
    if (isInPlace || isSeries) return [];
    const language = languageOf(`${list.map(({ value }) => value).join(" , ")} ${expected.text}`);
    return [{ at, given: { kind: "arguments", list }, expected: expected.text, language }];
  });
}

/** Finds headings "Expected: ..." below a call, whose own result is wrong or missing. */
export function expectationsIn(question: string, subject: Subject): PlacedExample[] {
  const sections = sectionsIn(question);
  const calls = sections.length === 0 ? [] : placedCalls(question, subject);
  return sections.flatMap((section, index): PlacedExample[] => {
    const value = section.kind === "expected" ? valueAt(section.text, 0) : null;
    const [before, after] = [sections[index - 1], sections[index + 1]];
    // Jest writes what was received below it, and the call elsewhere.
    if (value === null || /^received/iu.test(question.slice(after?.at).trimStart())) return [];
    const from = Math.max(section.at - NEAR, ...(before?.kind === "actual" ? [] : [before?.at ?? 0]));
    const call = calls.findLast(({ at }) => at < section.at);
    if (call === undefined || call.at < from || !ENDS.test(section.text.slice(value.end))) return [];
    const language = languageOf(`${call.code} ${value.text}`);
    return [
      { at: call.at, given: { kind: "call", call: call.code }, expected: value.text, language, isDemanded: true },
    ];
  });
}

/** Returns the texts of all inputs that an output follows. An expected output counts more than the one that came out. */
function pairsIn(question: string): { readonly at: number; readonly input: string; readonly output: string }[] {
  const lines = question.split("\n");
  const sections = sectionsIn(question);
  return sections.flatMap((section, index) => {
    if (section.kind !== "input") return [];
    const results: Section[] = [];
    let next = afterEmpty(lines, section.next);
    for (const one of sections.slice(index + 1, index + 4)) {
      if (one.kind === "input" || one.line !== next) break;
      results.push(one);
      next = afterEmpty(lines, one.next);
    }
    const output = results.find(({ kind }) => kind === "expected") ?? results.find(({ kind }) => kind === "output");
    return output === undefined ? [] : [{ at: section.at, input: section.text, output: output.text }];
  });
}
