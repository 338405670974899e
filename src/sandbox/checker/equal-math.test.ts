import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { equalMath } from "./equal-math.ts";

/** Answers, each with other spellings of it and with wrong answers close to it. */
const table: readonly (readonly [answer: string, same: readonly string[], different: readonly string[]])[] = [
  [
    "42",
    ["42.0", "$42$", "\\(42\\)", "42.", "042", "\\boxed{42}", "x = 42", "\\text{42}"],
    ["43", "-42", "4.2", "24", "forty", ""],
  ],
  [
    "\\frac{1}{2}",
    ["0.5", ".5", "1/2", "\\dfrac{1}{2}", "\\tfrac12", "\\frac{2}{4}", "50\\%", "\\frac{1}{2}."],
    ["2", "1/3", "0.51", "-\\frac12", "50"],
  ],
  ["\\frac43", ["4/3", "1\\frac{1}{3}", "1 \\frac13", "\\frac{4}{3}"], ["1.33", "3/4", "\\frac{13}{3}"]],
  ["1\\frac{4}{5}", ["9/5", "1.8", "\\frac{9}{5}"], ["4/5", "14/5", "1.45"]],
  ["137 \\frac{1}{2}", ["137.5", "\\frac{275}{2}"], ["137/2", "68.5"]],
  [
    "3\\sqrt{13}",
    ["\\sqrt{117}", "3 \\cdot \\sqrt{13}", "3*sqrt(13)", "3√13"],
    ["\\sqrt{39}", "3\\sqrt{12}", "10.8166538"],
  ],
  [
    "\\frac{\\sqrt{3}}{3}",
    ["\\frac{1}{\\sqrt{3}}", "\\sqrt{3}/3", "\\sqrt{\\frac13}"],
    ["\\sqrt{3}", "\\frac{\\sqrt{3}}{2}"],
  ],
  ["11\\sqrt2", ["11\\sqrt{2}"], ["\\sqrt{22}", "11"]],
  ["-\\frac{\\pi}{6}", ["-\\pi/6", "\\frac{-\\pi}{6}", "-π/6"], ["\\frac{\\pi}{6}", "-0.52", "-30"]],
  ["10,\\!080", ["10080", "10,080", "10{,}080", "10\\,080"], ["10.080", "1080", "10,81"]],
  ["11,\\! 111,\\! 111,\\! 100", ["11111111100", "11,111,111,100"], ["11111111101", "11111111100.1"]],
  ["58,500", ["58500", "58,500.00", "\\$58,500"], ["58.5", "(58, 500)"]],
  [
    "\\$32,\\!348",
    ["32348", "\\$32,348", "$32,348", "32,348 dollars", "32348\\text{ dollars}"],
    ["32.348", "32348 cents"],
  ],
  ["\\$18.90", ["18.90", "18.9", "$18.90$", "\\$18.9"], ["1890", "18.09"]],
  ["5.4 \\text{ cents}", ["5.4", "5.4 cents", "5.40\\text{ cents}"], ["5.4 dollars", "54"]],
  ["90^\\circ", ["90", "90^{\\circ}", "90°", "90 degrees", "90\\text{ degrees}"], ["45^\\circ", "90 radians"]],
  ["\\frac{270}7\\text{ degrees}", ["\\frac{270}{7}", "\\frac{270}{7}^\\circ", "270/7 degrees"], ["270/8"]],
  [
    "864 \\mbox{ inches}^2",
    ["864", "864 square inches", "864 \\text{ in}^2", "864\\text{ in.}^2"],
    ["864 \\text{ cm}^2", "846"],
  ],
  ["15\\mbox{ cm}^2", ["15", "15 cm^2", "15\\text{ cm}^2", "15 square centimeters"], ["15 \\text{ m}^2", "16 cm^2"]],
  ["40\\%", ["40", "40%", "0.4", "40 percent", "\\frac{2}{5}"], ["4", "60\\%", "0.04"]],
  [
    "\\left( 3, \\frac{\\pi}{2} \\right)",
    ["(3,\\pi/2)", "(3, \\frac{\\pi}{2})", "\\left(3,\\dfrac{\\pi}{2}\\right)"],
    ["(\\pi/2, 3)", "(3,\\pi)", "3, \\pi/2"],
  ],
  ["(6,31,-1)", ["(6, 31, -1)", "\\left(6,31,-1\\right)"], ["(6,31,1)", "(6,31)", "(31,6,-1)"]],
  ["(3,4]", ["\\left(3,4\\right]", "(3, 4]", "x \\in (3,4]"], ["[3,4]", "(3,4)", "(4,3]"]],
  ["x \\in [-2,7]", ["[-2,7]", "[-2, 7]"], ["(-2,7)", "[-2,7)", "[2,7]"]],
  ["(2,\\infty)", ["(2, \\infty)", "(2, +\\infty)", "(2,∞)"], ["[2,\\infty)", "(-\\infty,2)", "(2,9)"]],
  [
    "(-\\infty, 2) \\cup (3, \\infty)",
    ["(-\\infty,2)\\cup(3,\\infty)", "(3,\\infty) \\cup (-\\infty,2)"],
    ["(-\\infty,2]\\cup(3,\\infty)", "(2,3)"],
  ],
  [
    "1,-2",
    ["-2,1", "1, -2", "\\{1,-2\\}", "x=1, x=-2", "-2 and 1", "1 \\text{ or } -2"],
    ["1,2", "1", "(1,-2)", "1,-2,3"],
  ],
  ["a=1,b=2", ["b = 2, a = 1", "a=1, b=2", "1, 2"], ["a=2, b=1", "a=1, b=3", "a=1"]],
  ["x \\leq 3", ["x \\le 3", "x ≤ 3", "x\\leqslant 3"], []],
  ["yes", ["\\text{Yes}", "Yes"], ["\\text{No}"]],
  ["60", ["60 km/h", "€60", "\\approx 60"], ["60/h"]],
  ["3, 5, 7", ["3,5,7", "7, 5, 3", "\\{3,5,7\\}"], ["3,5", "3,5,8", "357"]],
  [
    "\\{1\\pm\\sqrt{5},-2\\}",
    ["-2, 1+\\sqrt5, 1-\\sqrt5", "\\{-2,1-\\sqrt{5},1+\\sqrt{5}\\}"],
    ["\\{1+\\sqrt{5},-2\\}", "1\\pm\\sqrt5"],
  ],
  [
    "1 \\pm \\sqrt{19}",
    ["1+\\sqrt{19}, 1-\\sqrt{19}", "1 ± \\sqrt{19}"],
    ["1+\\sqrt{19}", "1\\pm\\sqrt{18}", "-1 \\pm \\sqrt{19}"],
  ],
  ["6 - 5i", ["-5i+6", "6-5i"], ["6+5i", "5-6i", "6"]],
  [
    "x^5 - x^4 + x^3 - x^2 + x - 1",
    ["(x-1)(x^4+x^2+1)", "-1+x-x^2+x^3-x^4+x^5"],
    ["x^5 - x^4 + x^3 - x^2 + x + 1", "x^5-1"],
  ],
  ["(a+5)(b+2)", ["(b+2)(a+5)", "ab+2a+5b+10"], ["(a+2)(b+5)"]],
  ["\\frac{11+9a}{20}", ["(9a+11)/20", "\\frac{9a}{20}+\\frac{11}{20}"], ["\\frac{11+9b}{20}", "11+9a/20"]],
  ["3R^2", ["3 R^2", "3R^{2}"], ["3r^3", "9R^2", "3R"]],
  ["p - q", ["-q+p", "p-q"], ["q-p", "p+q"]],
  ["\\cot x", ["\\frac{1}{\\tan x}", "\\frac{\\cos x}{\\sin x}"], ["\\tan x", "\\cot 2x"]],
  ["y = 2x + 3", ["y=2x+3", "2x+3", "y = 3 + 2x", "2x - y + 3 = 0"], ["y=2x-3", "2x-3", "x = 2y+3"]],
  ["5x - 7y + 11z + 4 = 0", ["10x-14y+22z+8=0", "5x-7y+11z=-4"], ["5x-7y+11z-4=0", "5x+7y+11z+4=0"]],
  ["x=5", ["5", "x = 5"], ["6", "x=-5", "y = 5"]],
  ["52_8", ["52_{8}", "52"], ["52_9", "53_8", "42"]],
  ["4210_{5}", ["4210_5", "4210_{5}"], ["4210_6", "421_5"]],
  [
    "\\begin{pmatrix} -1/3 \\\\ 2/3 \\\\ 5/3 \\end{pmatrix}",
    [
      "\\begin{pmatrix}-\\frac13\\\\ \\frac23\\\\ \\frac53\\end{pmatrix}",
      "\\begin{bmatrix} -1/3 \\\\ 2/3 \\\\ 5/3 \\end{bmatrix}",
    ],
    ["\\begin{pmatrix} 1/3 \\\\ 2/3 \\\\ 5/3 \\end{pmatrix}", "\\begin{pmatrix} -1/3 & 2/3 & 5/3 \\end{pmatrix}"],
  ],
  ["\\text{Evelyn}", ["Evelyn", "evelyn", "\\text{Evelyn}.", "\\textbf{Evelyn}"], ["Eve", "Evelyne", "\\text{Carla}"]],
  ["\\text{(C)}", ["C", "(C)", "\\text{C}", "\\textbf{(C)}"], ["(D)", "B"]],
  ["\\text{even}", ["even", "Even"], ["odd", "neither"]],
  [".0000672", ["0.0000672", "6.72 \\times 10^{-5}", "6.72e-5"], ["0.000672", "6.7 \\times 10^{-5}"]],
  ["2^{2005}", ["2^{2005}", "2 \\cdot 2^{2004}"], ["2^{2004}"]],
  ["10!", ["3628800"], ["3628801"]],
  ["204", ["204", "204.0", "\\boxed{204}", "0204"], ["205", "20.4", "402"]],
];

describe("mathematical answers", () => {
  for (const [answer, same, different] of table) {
    it(`equal to ${answer} are told from those that are not`, () => {
      assert.deepEqual(
        same.filter((other) => equalMath(answer, other) !== true),
        [],
        "should be equal",
      );
      assert.deepEqual(
        different.filter((other) => equalMath(answer, other) !== false),
        [],
        "should differ",
      );
    });
  }

  it("may differ by the tolerance, and not by more", () => {
    assert.equal(equalMath("0.14136", "14.1%", 0.01), true);
    assert.equal(equalMath("0.14136", "14.1%"), false);
    assert.equal(equalMath("0.14136", "15%", 0.01), false);
    assert.equal(equalMath("-380", "380", 0.01), false);
  });

  it("are not computed when they are too large", () => {
    for (const tower of [
      "9^9^9^9",
      "9^{9^{9^9}}",
      "9^{9^{9}}",
      "(9^9)!",
      "100000!",
      "e^{e^{e^{e^{10}}}}",
      `${"(".repeat(200)}1${")".repeat(200)}`,
      "1+".repeat(2000) + "1",
    ]) {
      assert.equal(equalMath("42", tower), null, tower.slice(0, 20));
    }
  });

  it("may be any text: nothing throws, and only the same is the same", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(..."0123456789+-*/^_{}()[],.\\ $=xyi%&".split("")) }),
    );
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        assert.notEqual(equalMath(a, a), false);
        assert.ok([true, false, null].includes(equalMath(a, b)));
      }),
      { numRuns: 300 },
    );
  });

  it("are integers that are equal only to themselves", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 9n }),
        (value, step) => {
          assert.equal(equalMath(String(value), `$${value}$`), true);
          assert.equal(equalMath(String(value), String(value + step)), false);
        },
      ),
      { numRuns: 100 },
    );
  });
});
