import type { JudgedTexts } from "./calibrate-space.ts";

/**
 * Replies to one coding question per entry: replies that agree, and one that differs in a detail that changes the
 * answer.
 */
export const judgedReplies: readonly JudgedTexts[] = [
  {
    same: [
      "def mean(values):\n    return sum(values) / len(values)",
      "def mean(values):\n    total = sum(values)\n    return total / len(values)",
      "def mean(numbers):\n    return sum(numbers) / len(numbers)",
    ],
    different: ["def mean(values):\n    return sum(values) // len(values)"],
  },
  {
    same: [
      "const last = (items) => items[items.length - 1];",
      "const last = (items) => items.at(-1);",
      "function last(items) {\n  return items[items.length - 1];\n}",
    ],
    different: ["const last = (items) => items[items.length];"],
  },
  {
    same: [
      "SELECT name FROM guests WHERE paid IS NULL ORDER BY name;",
      "select name\nfrom guests\nwhere paid is null\norder by name",
      "SELECT g.name FROM guests AS g WHERE g.paid IS NULL ORDER BY g.name;",
    ],
    different: ["SELECT name FROM guests WHERE paid IS NOT NULL ORDER BY name;"],
  },
  {
    same: [
      "Use `git revert abc123`: it adds a commit that takes the change back and leaves the history alone.",
      "Run `git revert abc123`. That adds a commit which takes the change back, and the history stays as it is.",
      "`git revert abc123` is what you want: a new commit takes the change back, the history is left alone.",
    ],
    different: ["Use `git reset --hard abc123`: it takes the later commits away and rewrites the history."],
  },
  {
    same: [
      "for (int i = 0; i < n; i++) {\n    sum += a[i];\n}",
      "for (int i = 0; i < n; ++i) {\n    sum += a[i];\n}",
      "for (int k = 0; k < n; k++)\n    sum += a[k];",
    ],
    different: ["for (int i = 0; i <= n; i++) {\n    sum += a[i];\n}"],
  },
  {
    same: [
      "The loop takes quadratic time, since `includes` walks through the whole array at each step.",
      "It is quadratic: at each step of the loop `includes` walks through the whole array.",
      "Quadratic time. `includes` has to walk through the array again at every step of the loop.",
    ],
    different: ["The loop takes linear time, since `has` finds its value in the set at once at each step."],
  },
  {
    same: [
      "def is_even(n: int) -> bool:\n    return n % 2 == 0",
      "def is_even(n):\n    return n % 2 == 0",
      "def is_even(number: int) -> bool:\n    return number % 2 == 0",
    ],
    different: ["def is_even(n: int) -> bool:\n    return n % 2 == 1"],
  },
  {
    same: [
      "const unique = [...new Set(words)].sort();",
      "const unique = Array.from(new Set(words)).sort();",
      "const unique = [...new Set(words)];\nunique.sort();",
    ],
    different: ["const unique = [...words].sort();"],
  },
  {
    same: [
      "A 304 has no body: the browser shows the copy from its cache.",
      "With a 304 there is no body, and the browser shows its cached copy.",
      "304 means that there's no body; the browser takes the copy in its cache.",
    ],
    different: ["A 302 has no body: the browser goes to the address in the Location header."],
  },
  {
    same: [
      "func Max(a, b int) int {\n\tif a > b {\n\t\treturn a\n\t}\n\treturn b\n}",
      "func Max(a, b int) int {\n\tif b > a {\n\t\treturn b\n\t}\n\treturn a\n}",
      "func Max(x, y int) int {\n\tif x > y {\n\t\treturn x\n\t}\n\treturn y\n}",
    ],
    different: ["func Max(a, b int) int {\n\tif a < b {\n\t\treturn a\n\t}\n\treturn b\n}"],
  },
  {
    same: [
      "The pattern is `^\\d{4}-\\d{2}$`.",
      "Use `^\\d{4}-\\d{2}$` as the pattern.",
      "`^[0-9]{4}-[0-9]{2}$` is a pattern that does it.",
    ],
    different: ["The pattern is `\\d{2}-\\d{4}`."],
  },
  {
    same: [
      "Catch `FileNotFoundError` and return an empty list; let every other error through.",
      "Return an empty list on `FileNotFoundError` and let all other errors through.",
      "Only `FileNotFoundError` is caught, for which you return an empty list. Let every other error through.",
    ],
    different: ["Catch `Exception` and return an empty list, so that no error gets through."],
  },
  {
    same: [
      "It prints 3, as `var` shares one variable among all callbacks.",
      "3 is printed: all callbacks share one variable, because of `var`.",
      "The output is 3, since the callbacks share one `var` variable.",
    ],
    different: ["It prints 0, as `let` makes a new variable for each of the callbacks."],
  },
  {
    same: [
      "let total: u64 = prices.iter().sum();",
      "let total = prices.iter().sum::<u64>();",
      "let total: u64 = prices.iter().copied().sum();",
    ],
    different: ["let total: u64 = prices.iter().product();"],
  },
];
