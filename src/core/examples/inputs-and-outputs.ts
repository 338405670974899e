import { languageOf } from "./calls.ts";
import type { PlacedExample } from "./example.ts";
import type { Subject } from "./subject.ts";
import { argumentsAt, valueAt } from "./values.ts";

const INPUT =
  /^[ \t>*#-]*(?:\*\*|`)?(?:(?:sample|example|test)[ \t]+)?inputs?(?:[ \t]*#?\d+)?(?:\*\*|`)?[ \t]*(?:\*\*)?[:=]?(?:\*\*)?[ \t]*/iu;
const OUTPUT =
  /^[ \t>*#-]*(?:\*\*|`)?(?:(?:sample|example|expected)[ \t]+)?(?:outputs?|results?|expected|returns?)(?:[ \t]*#?\d+)?(?:\*\*|`)?[ \t]*(?:\*\*)?[:=]?(?:\*\*)?[ \t]*/iu;
/** A line that ends an input or output. */
const NEXT = /^[ \t>*#-]*(?:\*\*)?(?:explanation|example|note|constraints?|sample|test case|\d+[.)][ \t])/iu;
const FENCE = /^[ \t]*(?:```|~~~)/u;
/** Questions whose code reads standard input. */
const PROGRAM =
  /\b(?:stdin|standard input|input\(\)|reads? (?:from|a|an|the|two|three|\w+ integers?)|first line|single line|prints?|console)\b/iu;
/** A sentence about what is given and what must come out: "For lst = [1, 2] the output should be 3". */
const FOR =
  /\b(?:for|with|given|when|if|on)[ \t]+(?:the[ \t]+)?(?:input[ \t]+|inputs[ \t]+|list[ \t]+|string[ \t]+|array[ \t]+)?`?/giu;
const COMES_OUT =
  /^`?[ \t]*,?[ \t]*(?:[^.\n]{0,80}?\b(?:output|result|answer|function|method|it|you|code)[ \t]+(?:(?:should|must|would|will|has to)[ \t]+)?(?:be|is|equals?|returns?|gives?|outputs?|gets?|produces?|yields?)|(?:should|must|would|will|has to)[ \t]+(?:be|return|give|output|produce|yield)|(?:returns?|gives?|outputs?|yields?|produces?))[ \t]*:?[ \t]*`?/iu;
const ENDS = /^`?(?:[ \t]*$|[ \t]*(?:\n|[.;,)](?:\s|$)|\(|#|because\b|since\b|as\b|and\b))/u;

/** Finds blocks "Input: ... Output: ...", for a function or a program, and sentences that say the same. */
export function inputsAndOutputsIn(question: string, subject: Subject): PlacedExample[] {
  const isProgram = subject.main === null && PROGRAM.test(question);
  const blocks = pairsIn(question).flatMap(({ at, input, output }): PlacedExample[] => {
    const given = argumentsAt(input, 0);
    const expected = valueAt(output, 0);
    const isWhole = given.list.length > 0 && input.slice(given.end).trim() === "";
    const isValue = expected !== null && ENDS.test(output.slice(expected.end));
    if (isWhole && isValue && !isProgram) {
      const language = languageOf(`${input.replaceAll(/\b[A-Za-z_]\w*\s*[=:]/gu, "")} ${expected.text}`);
      return [{ at, given: { kind: "arguments", list: given.list }, expected: expected.text, language }];
    }
    if (!isProgram || input === "" || output === "") return [];
    return [{ at, given: { kind: "input", text: `${input}\n` }, expected: output, language: null }];
  });
  return subject.main === null ? blocks : [...blocks, ...sentencesIn(question)];
}

function sentencesIn(question: string): PlacedExample[] {
  return Array.from(question.matchAll(FOR)).flatMap((begin): PlacedExample[] => {
    const at = begin.index + begin[0].length;
    const line = /^[^\n]*/u.exec(question.slice(at))?.[0] ?? "";
    const given = argumentsAt(line, 0);
    if (given.list.length === 0) return [];
    const says = COMES_OUT.exec(line.slice(given.end));
    if (says === null || says[0].trim() === "") return [];
    const start = given.end + says[0].length;
    const expected = valueAt(line, start);
    if (expected === null || !ENDS.test(line.slice(expected.end))) return [];
    const language = languageOf(`${given.list.map(({ value }) => value).join(" , ")} ${expected.text}`);
    return [{ at: begin.index, given: { kind: "arguments", list: given.list }, expected: expected.text, language }];
  });
}

/** Returns the texts of all inputs that an output follows. */
function pairsIn(question: string): { readonly at: number; readonly input: string; readonly output: string }[] {
  const pairs: { at: number; input: string; output: string }[] = [];
  const lines = question.split("\n");
  let at = 0;
  for (const [index, line] of lines.entries()) {
    const begin = INPUT.exec(line);
    if (begin !== null && /[:=\d*`]|^\s*(?:sample |example )?input\s*$/iu.test(line)) {
      const input = blockAt(lines, index, begin[0].length);
      const below = skipEmpty(lines, input.next);
      const output = OUTPUT.exec(lines[below] ?? "");
      if (output !== null) pairs.push({ at, input: input.text, output: blockAt(lines, below, output[0].length).text });
    }
    at += line.length + 1;
  }
  return pairs;
}

/**
 * Returns the text that begins on a line, up to an empty line, the next heading, or the end of a fenced block. `next` is
 * the index of the line behind it.
 */
function blockAt(
  lines: readonly string[],
  index: number,
  from: number,
): { readonly text: string; readonly next: number } {
  const own = (lines[index] ?? "").slice(from);
  const first = own.trim() === "" ? skipEmpty(lines, index + 1) : index + 1;
  const block =
    own.trim() === ""
      ? []
      : [
          own
            .replace(/\*\*\s*$/u, "")
            .trim()
            .replace(/^`([^`]*)`$/u, "$1"),
        ];
  if (block.length === 0 && FENCE.test(lines[first] ?? "")) {
    const close = lines.findIndex((line, at) => at > first && FENCE.test(line));
    const end = close < 0 ? lines.length : close;
    return {
      text: lines
        .slice(first + 1, end)
        .join("\n")
        .trimEnd(),
      next: end + 1,
    };
  }
  let next = first;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    const ends = line.trim() === "" || NEXT.test(line) || OUTPUT.test(line) || INPUT.test(line) || FENCE.test(line);
    if (ends || /^\s*(?:"""|''')/u.test(line)) break;
    // An output in the line of its heading ends there.
    if (block.length > 0 && own.trim() !== "") break;
    block.push(line.replace(/^[ \t]*>?[ \t]?/u, "").trimEnd());
  }
  return { text: block.join("\n").trim(), next };
}

function skipEmpty(lines: readonly string[], index: number): number {
  let next = index;
  while (next < lines.length && (lines[next] ?? "").trim() === "") next += 1;
  return next;
}
