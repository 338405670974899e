import type { MathJsonExpression } from "@cortex-js/compute-engine";

/** Characters of an answer that are still parsed; real ones have a few dozen. */
const MOST_CHARACTERS = 1000;

/** Decimal digits of a number that is still computed. */
const MOST_DIGITS = 5000;

/** Operations that take time and memory as their operands' size lets expect. */
const harmless = new Set(
  (
    "Add Subtract Negate Multiply InvisibleOperator Divide Rational Power Square Sqrt Root Exp Ln Log Lb Abs Floor Ceil Delimiter " +
    "Sequence Complex Sin Cos Tan Cot Sec Csc Arcsin Arccos Arctan Sinh Cosh Tanh Apply InverseFunction Half PlusMinus"
  ).split(" "),
);

/** Whether a text is short enough to be parsed. */
export function isParsable(latex: string): boolean {
  return latex.length <= MOST_CHARACTERS && depthOf(latex) <= 50;
}

/** Whether an expression, as it was parsed and before anything is computed, can be evaluated in no time. */
export function isEvaluable(expression: MathJsonExpression): boolean {
  return digitsOf(expression) <= MOST_DIGITS;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (/[({[]/u.test(character)) deepest = Math.max(deepest, (depth += 1));
    else if (/[)}\]]/u.test(character)) depth -= 1;
  }
  return deepest;
}

/** An upper bound of the decimal digits of a value; infinite where nothing is known. A variable counts as one digit. */
function digitsOf(expression: MathJsonExpression): number {
  if (typeof expression === "number") return Math.log10(Math.abs(expression) + 1);
  if (typeof expression === "string") return 1;
  if (!isList(expression)) return "num" in expression ? expression.num.length : Number.POSITIVE_INFINITY;
  const [head, ...operands] = expression;
  const digits = operands.map(digitsOf);
  const sum = digits.reduce((total, one) => total + one, 0);
  const [first = 0, second = 0] = digits;
  switch (head) {
    case "Power":
      return second > 8 ? Number.POSITIVE_INFINITY : Math.max(first, 1) * 10 ** second;
    case "Exp":
      return first > 8 ? Number.POSITIVE_INFINITY : 10 ** first;
    case "Factorial":
      return first > 3 ? Number.POSITIVE_INFINITY : 10 ** first * 3;
    case "Binomial":
    case "Choose":
      return first > 3 || second > 3 ? Number.POSITIVE_INFINITY : 10 ** first;
    default:
      return typeof head === "string" && harmless.has(head) ? sum + 1 : Number.POSITIVE_INFINITY;
  }
}

function isList(expression: MathJsonExpression): expression is Extract<MathJsonExpression, readonly unknown[]> {
  return Array.isArray(expression);
}
