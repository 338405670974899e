import { ComputeEngine, type Expression, type MathJsonExpression } from "@cortex-js/compute-engine";

const engine = new ComputeEngine();

/** Relative difference below which two computed values are equal, because of rounding. */
const ROUNDING = 1e-12;

/** Values for variables. None is round, because different expressions may be equal at round values. */
const points = [
  [0.7369, 1.2871, 2.1343, 0.3917, 1.6411],
  [1.9173, 0.5477, 1.1327, 2.3719, 0.8231],
  [2.6181, 1.7129, 0.4637, 1.3873, 2.9147],
  [3.2143, 2.4391, 3.7717, 0.6173, 1.0639],
] as const;

/** Maximum length of an expression that the engine computes, in characters. Real ones have a few dozen. */
const LONGEST_EXPRESSION = 1000;

/** Maximum number of decimal digits of a number that is computed. */
const MOST_DIGITS = 5000;

/** Operations whose time and memory follow from the size of their operands. */
const harmless = new Set(
  (
    "Add Subtract Negate Multiply InvisibleOperator Divide Rational Power Square Sqrt Root Exp Ln Log Lb Abs Floor Ceil Delimiter " +
    "Sequence Complex Sin Cos Tan Cot Sec Csc Arcsin Arccos Arctan Sinh Cosh Tanh Apply InverseFunction Half PlusMinus"
  ).split(" "),
);

/**
 * Returns whether two expressions in LaTeX have the same value for all values of their variables.
 *
 * @param tolerance maximum relative difference of two numbers
 * @returns null when one is too large to be computed; false when one is not an expression
 */
export function sameExpression(first: string, second: string, tolerance = 0): boolean | null {
  if (first.replaceAll(" ", "") === second.replaceAll(" ", "")) return true;
  return compared(first, second, (a, b) => sameValue(a, b, tolerance));
}

/**
 * Returns whether two equations, each given as its left side minus its right side, hold for the same values: one is a
 * multiple of the other. Returns null when one is too large to be computed.
 */
export function proportional(first: string, second: string): boolean | null {
  return compared(first, second, (a, b) => {
    const variables = variablesOf(a, b);
    if (variables.length === 0) return false;
    const ratios = points.map((point) => {
      const [x, y] = [valueAt(a, variables, point), valueAt(b, variables, point)];
      return x === null || y === null || x.im !== 0 || y.im !== 0 || y.re === 0 ? null : x.re / y.re;
    });
    const [ratio] = ratios;
    return ratio != null && ratio !== 0 && ratios.every((one) => one !== null && isClose(one, ratio, 1e-9));
  });
}

function compared(first: string, second: string, same: (a: Expression, b: Expression) => boolean): boolean | null {
  const [a, b] = [parse(first), parse(second)];
  if (a === "no expression" || b === "no expression") return false;
  return a === "too large" || b === "too large" ? null : same(a, b);
}

function parse(latex: string): Expression | "no expression" | "too large" {
  if (!isParsable(latex)) return "too large";
  if (latex === "") return "no expression";
  try {
    const raw = engine.parse(latex, { form: "raw" });
    if (JSON.stringify(raw.json).includes('["Error"')) return "no expression";
    if (!isEvaluable(raw.json)) return "too large";
    const expression = engine.parse(latex);
    return expression.isValid ? expression : "no expression";
  } catch {
    return "no expression";
  }
}

function sameValue(a: Expression, b: Expression, tolerance: number): boolean {
  if (a.isSame(b)) return true;
  const variables = variablesOf(a, b);
  if (variables.length === 0 && tolerance === 0) {
    const [x, y] = [a.evaluate(), b.evaluate()];
    if (x.isRational === true && y.isRational === true) return x.isSame(y) || x.isEqual(y) === true;
  }
  const pairs = points.map((point) => [valueAt(a, variables, point), valueAt(b, variables, point)] as const);
  return pairs.every(([x, y]) => x !== null && y !== null && closeComplex(x, y, Math.max(tolerance, ROUNDING)));
}

function variablesOf(...expressions: readonly Expression[]): string[] {
  return [...new Set(expressions.flatMap(({ unknowns }) => [...unknowns]))].sort();
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

function valueAt(expression: Expression, variables: readonly string[], point: readonly number[]): Complex | null {
  if (variables.length > point.length) return null;
  const assigned = Object.fromEntries(variables.map((name, index) => [name, point[index] ?? 0]));
  const { re, im } = expression.subs(assigned).N();
  return Number.isNaN(re) ? null : { re, im: Number.isNaN(im) ? 0 : im };
}

function closeComplex(a: Complex, b: Complex, tolerance: number): boolean {
  if (!Number.isFinite(a.re) || !Number.isFinite(b.re)) return a.re === b.re;
  const size = Math.max(Math.hypot(a.re, a.im), Math.hypot(b.re, b.im));
  return Math.hypot(a.re - b.re, a.im - b.im) <= tolerance * size + 1e-14;
}

function isClose(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Returns whether a text is short and shallow enough to be parsed. */
function isParsable(latex: string): boolean {
  return latex.length <= LONGEST_EXPRESSION && depthOf(latex) <= 50;
}

/** Returns whether an expression that was parsed but not computed can be evaluated in no time. */
function isEvaluable(expression: MathJsonExpression): boolean {
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

/** Returns an upper bound of the decimal digits of a value; infinite when unknown. A variable counts as one digit. */
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
