import { claimAt, exampleOf } from "./assertions.ts";
import type { PlacedExample } from "./example.ts";
import { closingOf, partsOf, statementAt } from "./expressions.ts";
import type { Subject } from "./subject.ts";

/** The rows of a test that runs once for each: `parametrize("a, b", [...])` of pytest, `test.each([...])` of Jest. */
const ROWS = /\bparametrize\(\s*([[(]?(?:\s*["'][\w, ]{1,200}["'],?){1,9}\s*[\])]?)\s*,\s*(?=\[)|\.each\(\s*(?=\[)/gu;
/** The parameters of the function that Jest calls with each row. */
const PARAMETERS = /^\)\s*\([^\n]{0,200}?,\s*(?:async\s*)?\(([\w\s,]{0,200})\)\s*=>/u;
const ASSERTION = /^[ \t]*(?=assert\b|expect\()/mu;
/** How far behind its rows the assertion of a test is looked for, in characters. */
const NEAR = 600;
/** Maximum number of tests that are read. */
const MOST_READ = 20;

/** Finds the rows of tests with parameters, each put into the assertion of its test. */
export function testRowsIn(question: string, subject: Subject): PlacedExample[] {
  return [...question.matchAll(ROWS)].slice(0, MOST_READ).flatMap((begin): PlacedExample[] => {
    const at = begin.index + begin[0].length;
    const close = closingOf(question, at) ?? at;
    const behind = question.slice(close + 1, close + 1 + NEAR);
    const assertion = ASSERTION.exec(behind);
    if (assertion === null) return [];
    const statement = statementAt(behind, assertion.index + assertion[0].length) ?? "";
    const names = (begin[1] ?? PARAMETERS.exec(behind)?.[1] ?? "").match(/\w+/gu) ?? [];
    const rows = partsOf(question.slice(at + 1, close), /,/y).filter((row) => row !== "");
    return rows.flatMap((row, index) => {
      const values = names.length > 1 ? partsOf(row.slice(1, -1), /,/y) : [row];
      const claim = claimAt(filled(statement, names, values), 0);
      const example = claim === null ? null : exampleOf(claim, subject);
      return example === null ? [] : [{ at: at + index, ...example }];
    });
  });
}

/** Returns code with values in place of names. */
function filled(code: string, names: readonly string[], values: readonly string[]): string {
  return code.replaceAll(/"[^"\n]*"|'[^'\n]*'|(?<![\w$.])[A-Za-z_$][\w$]*/gu, (word) => {
    return values[names.indexOf(word)] ?? word;
  });
}
