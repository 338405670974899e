import type { EqualMath } from "../../core/tasks/index.ts";
import { proportional, sameExpression } from "./expressions.ts";
import type { MathAnswer } from "./math-answer.ts";
import { plainWords, readMathAnswer } from "./math-answer.ts";

/** Maximum length of an answer that is read into its parts, in characters. Matrices have some hundred. */
const LONGEST_ANSWER = 4000;

/**
 * Returns whether two answers in LaTeX or plain notation are the same. Expressions are compared by value (1/2, 0.5,
 * \frac12), sets in any order, tuples and intervals in order, and units only when both answers have one. A percentage
 * may be written as the number before the sign or as its fraction. A number in another base may omit the base, which
 * the question gives.
 */
export const equalMath: EqualMath = (expected, answer, tolerance) => {
  if (expected.trim() === answer.trim()) return true;
  if (expected.length > LONGEST_ANSWER || answer.length > LONGEST_ANSWER) return null;
  const right = readMathAnswer(expected);
  const given = readMathAnswer(answer);
  if (right.kind === "words" || given.kind === "words" || isWord(expected))
    return plainWords(expected) === plainWords(answer);
  return same(right, given, tolerance ?? 0);
};

/** Returns whether the answer is a word such as "yes" or "even", and not a product of variables. */
function isWord(expected: string): boolean {
  return /^\s*(?:yes|no|true|false|odd|even|positive|negative|none)\s*$/iu.test(expected);
}

function same(right: MathAnswer, answer: MathAnswer, tolerance: number): boolean | null {
  if (answer.kind === "equation" && right.kind !== "equation")
    return same(right, readMathAnswer(answer.right), tolerance);
  switch (right.kind) {
    case "words":
      return answer.kind === "words" && right.words === answer.words;
    case "in-base":
      if (answer.kind === "in-base") return right.digits === answer.digits && right.base === answer.base;
      return answer.kind === "expression" && right.digits === answer.latex.replaceAll(" ", "");
    case "expression":
      return answer.kind === "expression" && sameQuantity(right, answer, tolerance);
    case "equation":
      if (answer.kind === "equation") return sameEquation(right, answer, tolerance);
      return isName(right.left) && same(readMathAnswer(right.right), answer, tolerance);
    case "tuple":
      return (
        answer.kind === "tuple" && right.brackets === answer.brackets && inOrder(right.items, answer.items, tolerance)
      );
    case "set":
    case "union":
      return answer.kind === right.kind && inAnyOrder(right.items, answer.items, tolerance);
    case "matrix": {
      if (answer.kind !== "matrix") return false;
      const shape = (rows: MathAnswer[][] | readonly (readonly MathAnswer[])[]): string =>
        rows.map((row) => row.length).join();
      return shape(right.rows) === shape(answer.rows) && inOrder(right.rows.flat(), answer.rows.flat(), tolerance);
    }
  }
}

type Quantity = Extract<MathAnswer, { kind: "expression" }>;
type Equation = Extract<MathAnswer, { kind: "equation" }>;

function sameQuantity(right: Quantity, answer: Quantity, tolerance: number): boolean | null {
  if (right.unit !== null && answer.unit !== null && right.unit !== answer.unit) return false;
  const equal = sameExpression(right.latex, answer.latex, tolerance);
  if (equal !== false || right.percent === answer.percent) return equal;
  const [whole, fraction] = right.percent ? [right.latex, answer.latex] : [answer.latex, right.latex];
  return sameExpression(`\\frac{${whole}}{100}`, fraction, tolerance);
}

function sameEquation(right: Equation, answer: Equation, tolerance: number): boolean | null {
  if (isName(right.left) && right.left.replaceAll(" ", "") === answer.left.replaceAll(" ", "")) {
    const equal = same(readMathAnswer(right.right), readMathAnswer(answer.right), tolerance);
    if (equal !== false) return equal;
  }
  const sides = [right.left, right.right].map((side, index) =>
    sameExpression(side, [answer.left, answer.right][index] ?? "", tolerance),
  );
  if (sides.every((equal) => equal === true)) return true;
  const difference = ({ left, right: other }: Equation): string => `(${left})-(${other})`;
  return proportional(difference(right), difference(answer));
}

/** Returns whether the left side only names the value: `x`, `f(x)`, `S_n`. */
function isName(left: string): boolean {
  return /^[A-Za-z](?:_\{?\w+\}?)?(?:\([a-z]\))?$/u.test(left.replaceAll(" ", ""));
}

function inOrder(right: readonly MathAnswer[], answer: readonly MathAnswer[], tolerance: number): boolean | null {
  if (right.length !== answer.length) return false;
  return all(
    right.map((item, index) => {
      const other = answer[index];
      return other === undefined ? false : same(item, other, tolerance);
    }),
  );
}

function inAnyOrder(right: readonly MathAnswer[], answer: readonly MathAnswer[], tolerance: number): boolean | null {
  if (right.length !== answer.length) return false;
  const left = [...answer];
  for (const item of right) {
    const equal = left.map((other) => same(item, other, tolerance));
    if (!equal.includes(true)) return equal.includes(null) ? null : false;
    left.splice(equal.indexOf(true), 1);
  }
  return true;
}

function all(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}
