import type { RandomSource } from "../../../src/core/ports.ts";

/**
 * A kind of problem, from which many are made that differ in a number. Right outputs are computed here, not by Python.
 */
export interface Template {
  /** The function that tests call; absent for a whole program. */
  readonly function?: { readonly name: string; readonly starter: string };
  readonly text: (number: number) => string;
  /** Right programs, each written in another way. */
  readonly right: (number: number) => readonly string[];
  readonly wrong: (number: number) => readonly string[];
  /** Returns one test: its input, and the expected output. */
  readonly test: (number: number, random: RandomSource) => { readonly input: string; readonly output: string };
}

const numbers = (random: RandomSource, least = 1): number[] =>
  Array.from({ length: least + Math.floor(random() * 8) }, () => Math.floor(random() * 2001) - 1000);
const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0);
const inSolution = (head: string, ...body: readonly string[]): string =>
  ["class Solution:", `    def ${head}:`, ...body.map((line) => `        ${line}`)].join("\n");

export const templates: readonly Template[] = [
  {
    text: (number) => `The first line has n, the second n numbers. Print their sum plus ${number}.`,
    right: (number) => [
      `input()\nprint(sum(map(int, input().split())) + ${number})`,
      // Other digits of the same value, and white space that does not count.
      `import sys\ndata = sys.stdin.read().split()\nprint("  " + str(float(sum(map(int, data[1:])) + ${number})) + " \\n")`,
      `def main():\n    n = int(input())\n    xs = list(map(int, input().split()))\n    print(sum(xs[:n]) + ${number})\n    sys.exit(1)\n\nif __name__ == "__main__":\n    main()`,
    ],
    wrong: (number) => [
      `input()\nprint(sum(map(int, input().split())) + ${number + 1})`,
      `input()\nprint("Sum:", sum(map(int, input().split())) + ${number})`,
      `input()\nprint(sum(map(int, input().split())) / 0)`,
    ],
    test: (number, random) => {
      const xs = numbers(random);
      return { input: `${xs.length}\n${xs.join(" ")}\n`, output: `${sum(xs) + number}\n` };
    },
  },
  {
    text: (number) =>
      `Each line has two numbers a and b. For each print (a + b) / 2 + ${number}, and "even" behind it if a + b is even.`,
    right: (number) => [
      `import sys\nfor line in sys.stdin:\n    s = sum(map(int, line.split()))\n    print(s / 2 + ${number}, *(["even"] if s % 2 == 0 else []))`,
    ],
    wrong: (number) => [
      `import sys\nfor line in sys.stdin:\n    s = sum(map(int, line.split()))\n    print(s // 2 + ${number}, *(["even"] if s % 2 == 0 else []))`,
      `import sys\nfor line in sys.stdin:\n    s = sum(map(int, line.split()))\n    print(s / 2 + ${number}, *(["EVEN"] if s % 2 == 0 else []))`,
      `import sys\nprint(*(sum(map(int, line.split())) / 2 + ${number} for line in sys.stdin))`,
    ],
    test: (number, random) => {
      // The first two lines, with an odd and an even sum, make every wrong program fail.
      const pairs = [[1, 2], [2, 4], ...numbers(random).map((x, index) => [x, index])];
      const outputs = pairs.map((pair) => {
        const all = sum(pair);
        const half = (all / 2 + number).toFixed(1);
        return all % 2 === 0 ? `${half} even` : half;
      });
      return { input: pairs.map((pair) => pair.join(" ")).join("\n"), output: outputs.join("\n") };
    },
  },
  {
    function: {
      name: "shifted",
      starter: "class Solution:\n    def shifted(self, xs: List[int], k: int) -> List[int]:\n        ",
    },
    text: (number) => `Return the list of x * k + ${number} for each x of xs.`,
    right: (number) => [
      inSolution("shifted(self, xs: List[int], k: int) -> List[int]", `return [x * k + ${number} for x in xs]`),
      inSolution("shifted(self, xs, k)", `return tuple(x * k + float(${number}) for x in xs)`),
    ],
    wrong: (number) => [
      inSolution("shifted(self, xs, k)", `return [x + k + ${number} for x in xs]`),
      inSolution("shifted(self, xs, k)", `return [str(x * k + ${number}) for x in xs]`),
      inSolution("shifted(self, xs, k)", `print([x * k + ${number} for x in xs])`),
    ],
    test: (number, random) => {
      const xs = numbers(random);
      const k = 3 + Math.floor(random() * 5);
      return { input: `${JSON.stringify(xs)}\n${k}`, output: JSON.stringify(xs.map((x) => x * k + number)) };
    },
  },
  {
    // A name that heapq also has: contest sites import all of it.
    function: {
      name: "merge",
      starter: "class Solution:\n    def merge(self, xs: List[int], word: str) -> str:\n        ",
    },
    text: (number) => `Return the word, a colon and the largest of xs plus ${number}, as one text.`,
    right: (number) => [
      inSolution("merge(self, xs: List[int], word: str) -> str", `return f"{word}:{max(xs) + ${number}}"`),
    ],
    wrong: (number) => [
      inSolution("merge(self, xs, word)", `return f"{word}:{max(xs)}" if ${number} else word`),
      inSolution("merge(self, xs, word)", `return [word, max(xs) + ${number}]`),
    ],
    test: (number, random) => {
      const xs = numbers(random);
      const word = ["äpfel", 'say "so"', "x\ty"][Math.floor(random() * 3)] ?? "";
      return {
        input: `${JSON.stringify(xs)}\n${JSON.stringify(word)}`,
        output: JSON.stringify(`${word}:${Math.max(...xs) + number}`),
      };
    },
  },
];
