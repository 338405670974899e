import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { givenText } from "./example.ts";
import { findExamples, MOST_EXAMPLES } from "./find-examples.ts";

/** Returns the examples of a question as `given => expected`. */
function found(question: string): string[] {
  return findExamples(question).examples.map((one) => `${givenText(one)} => ${one.expected ?? "passes"}`);
}

describe("the examples of a question", () => {
  for (const [name, question, expected] of [
    ["sessions", "Write `mean`.\n\n>>> mean([1, 2])\n1.5\n>>> mean([])\n0\n", ["mean([1, 2]) => 1.5", "mean([]) => 0"]],
    [
      "sessions with statements before",
      "class Counter with add.\n>>> c = Counter()\n>>> c.add(2)\n2\n",
      ["c = Counter()\nc.add(2) => 2"],
    ],
    ["printed results", ">>> print(shout('a'))\nA!\n", ["str(shout('a')) => \"A!\""]],
    [
      "assertions",
      "Function:\nassert add(1, 2) == 3\nassert add(-1, 1) == 0, 'zero'",
      ["add(1, 2) => 3", "add(-1, 1) => 0"],
    ],
    ["assertions of any form", "assert abs(mean([1, 2]) - 1.5) < 1", ["assert abs(mean([1, 2]) - 1.5) < 1 => passes"]],
    ["assertions about a call inside of another", "assert set(uniq([1, 1])) == {1}", ["set(uniq([1, 1])) => {1}"]],
    ["assertions of Jest", "expect(slug('A b')).toBe('a-b');", ["slug('A b') => 'a-b'"]],
    ["assertions with the value in front", "self.assertEqual(3, add(1, 2))", ["add(1, 2) => 3"]],
    [
      "assertions of the opposite",
      "self.assertFalse(even(3))\nassert even(3) != 1\nassert.notEqual(even(3), 2);",
      ["assert not (even(3)) => passes", "assert even(3) != 1 => passes", "assert.notEqual(even(3), 2); => passes"],
    ],
    [
      "rows of a test",
      "@pytest.mark.parametrize('n, roman', [(1, 'I'), (4, 'IV')])\ndef test_it(n, roman):\n    assert to_roman(n) == roman",
      ["to_roman(1) => 'I'", "to_roman(4) => 'IV'"],
    ],
    [
      "arrows",
      "Write a function `slug`.\nslug('A b') -> 'a-b'\nslug('') → ''",
      ["slug('A b') => 'a-b'", "slug('') => ''"],
    ],
    ["comments", "const f = (n) => n;\nf(2); // => 4", ["f(2) => 4"]],
    [
      "prose",
      "A function called `fib`: `fib(7)` should return `13`, and fib(0) is 0.",
      ["fib(7) => 13", "fib(0) => 0"],
    ],
    [
      "blocks of inputs and outputs",
      "def top(nums, k):\n    ...\n\nInput: nums = [3, 1], k = 1\nOutput: [3]\n",
      ["nums = [3, 1], k = 1 => [3]"],
    ],
    ["sentences", "def f(lst): ...\nFor lst = [1, 2] the output should be 3.", ["lst = [1, 2] => 3"]],
    [
      "tables",
      "Write `roman(n)`.\n\n| n | result |\n| --- | --- |\n| 4 | `'IV'` |\n| 9 | `'IX'` |\n",
      ["4 => 'IV'", "9 => 'IX'"],
    ],
    [
      "programs",
      "Read two integers from standard input and print their sum.\n\nInput:\n```\n1 2\n```\nOutput:\n```\n3\n```\n",
      ["1 2\n => 3"],
    ],
    ["the right result after a wrong one", "def f(n): ...\nf(3) returns 5 but should return 9.", ["f(3) => 9"]],
    [
      "a result that is worked out",
      "def left(s, n): ...\nleft('5 and 6', 19) -> 19 - 5 - 6 = 8",
      ["left('5 and 6', 19) => 8"],
    ],
  ] as const) {
    it(`are found in ${name}`, () => {
      assert.deepEqual(found(question), expected);
    });
  }

  for (const [name, question] of [
    ["a wrong result alone", "def f(n): ...\nWhy does f(3) return 5?"],
    ["another function's result", "def total(xs): ...\nlen([1, 2]) is 2 in Python."],
    ["a definition", "def f(a: int = 3) -> int: ..."],
    ["an equation", "def tri(n): ...\ntri(n) = 1 + n / 2, so tri(2) = 2."],
    ["what a name stands for", "def f(x): ...\nf(x) == 3 for some x."],
    ["a stack trace", 'File "a.py", line 3, in f\n    f(1)\nValueError: 1'],
    ["a condition", "def f(n): ...\nif f(2) == 3:\n    x = f(2) == 4"],
    ["a test of the opposite", "def f(n): ...\nf(2) should not be 3, and f(2) != 4\nself.assertNotEqual(f(2), 3)"],
    ["a function of mathematics", "Let f be continuous with f(0) = 3 and y(1) = 2. Find f(2)."],
    ["what is to be found out", "def f(n): ...\nassert f(2) == ??\nassert f(3) == ..."],
    ["a range", "def f(n): ...\nThe points from 1 to 7 are covered, therefore the answer would be 7."],
    ["a time", "def f(n): ...\nf(2) is 3 ms, f(3) takes 4, f(4) = 5:30"],
    ["a part of a number", "def f(n): ...\nf(2) is 1,000 and f(3) is 1.2.3"],
    [
      "a description of what a program reads",
      "Read from stdin.\nInput\nThe first line has two numbers.\nOutput\nPrint one.",
    ],
    ["too few arguments", "def f(a, b): ...\nFor 3 the result is 4."],
    ["a configuration", "Write a function.\n    'timeout' => 30,\n    'retries' => 3,"],
    ["edges of a graph", "Write has_cycle(edges):\n1 -> 2\n2 -> 1"],
    ["a sequence that explains", "def odd(n): ...\nThe sequence for 5 is [5, 16, 8]."],
  ] as const) {
    it(`are not ${name}`, () => {
      assert.deepEqual(found(question), []);
    });
  }

  it("are each listed once, in the order of the question, up to a limit", () => {
    const lines = Array.from({ length: 50 }, (_, n) => `assert f(${n}) == ${n}`);
    assert.deepEqual(found([...lines.slice(0, 2), lines[0]].join("\n")), ["f(0) => 0", "f(1) => 1"]);
    assert.equal(found(lines.join("\n")).length, MOST_EXAMPLES);
  });

  it("are looked for in hostile texts without trying each place again and again", () => {
    // A pattern that does would take minutes for these, which the limit of a test ends.
    for (const part of [
      "f(",
      "[",
      ">>> ",
      "assert f(\n",
      "| a ",
      "Input: ",
      "for ",
      "f(1) == ",
      "f(1) is 2, but ",
      "x = f(1)\nx.y # 3\n",
      "f(lambda x: ",
      "f(g(h(",
      "f([[[[",
      "print(f(",
      "self.assertEqual(f(1), 2)\n",
      "expect(f(",
      "parametrize('a', [1])\nassert f(a) == 1\n",
      ".each([1,",
      "f(2)\nExpected: 3\n",
      "1 -> 2, ",
      "if I pass ",
      "function f(",
      "class Solution:\n",
      "\t> ",
      "`",
      "def f(",
      "a",
      " ",
      "\n",
    ])
      assert.ok(findExamples(part.repeat(50_000)).examples.length <= MOST_EXAMPLES);
  });
});
