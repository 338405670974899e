/** Makes a text of about a given number of characters. */
export interface HostileText {
  readonly name: string;
  readonly of: (length: number) => string;
}

/** Texts that are opened again and again, never closed, or repeated in runs that patterns can divide in many ways. */
const units = [
  ...[" ", "\n", "\r", "\t", " \n", "a", "9", "é", "😀", "\u0301", "A ", "a.", "a$", "a-", "1.", "1,", "0"],
  ...[
    "(",
    "[",
    "{",
    "<",
    "<<",
    "]",
    "}",
    ")",
    ">>",
    "[[1],",
    "{1:",
    '"',
    "'",
    "`",
    "```\n",
    "````a\n",
    "~~~\n",
    "\\",
    "\\\\",
  ],
  ...[
    "*",
    "**",
    "_",
    "#",
    "> ",
    "- ",
    "* ",
    "1. ",
    "    a\n",
    "@a\n    b\n",
    "from a import (",
    "const { a, ",
    "[a](",
    "![",
    "[a]: ",
    "| a ",
    "<b>",
    "<b1 \n",
    "&",
    "---\n",
  ],
  ...[
    "answer ",
    "answer: ",
    "answer:\n",
    "</answer>\r",
    "The answer is ",
    "答案",
    "[ANSWER]",
    "Option A ",
    "(A) ",
    "not ",
    "A. ",
  ],
  ...[
    "\\boxed{",
    "\\boxed ",
    "\\text{",
    "$",
    "\\$",
    "\\[",
    "\\frac",
    "=",
    "^",
    ", ",
    ";",
    "/",
    "//",
    ". ",
    "x.\n",
    "!",
    "...",
  ],
  ...["def a", "class ", "function ", "const a=", "exports.", "import ", "async ", "x = ", "x:", "print("],
  ...[
    "https://",
    "a@",
    "sk-",
    "Bearer ",
    "ImportError '",
    "response 1 ",
    "most consistent ",
    "diff --git a/b b/b\n",
    "-awq",
  ],
];

/** Texts before and after a run of one unit: a pattern tries every way to divide the run only if it fails after it. */
const wrapped: readonly (readonly [before: string, unit: string, after: string])[] = [
  ["answer", " ", "x"],
  ["answer", "  **  ", "x"],
  ["answer to ", " *", "x"],
  ["The answer is ", "*", "x"],
  ["function", " ", "x"],
  ["def", " ", "("],
  ["x", " ", ";"],
  ["x(", " ", ";"],
  ["x:", "=", "\nx"],
  ["```", "/", "{\nx\n```"],
  ["```py\n", "a ", "\n```"],
  ["", "1", "x"],
  ["0.", "1", "x"],
  ["", "0", ".5"],
  ["", ".", "x"],
  ["", '"', "x"],
  ["<<", ">", "x>>"],
  ["(", "1,", ")"],
  ["(", "'a', ", ")"],
  ["{", "{1},", "}"],
  ["'", "\\'", ""],
  ["\\boxed{", "{}", "}"],
  ["\\boxed", " ", "x"],
  ["- ", "- ", "\n\nx"],
  ["[", "\\]", "]:"],
  ["NaN [", " ", "NaN"],
];

const nested: readonly (readonly [open: string, close: string])[] = [
  ["[", "]"],
  ["(", ")"],
  ["(", ",)"],
  ["{", "}"],
  ["{1:", "}"],
  ["[1,", "]"],
  ["\\boxed{", "}"],
  ["**a ", "**"],
];

/** Returns a text 150 brackets deep, with about the same amount on each level. */
const deepAndWide = (length: number): string => {
  const items = "1,".repeat(Math.ceil(length / 300));
  return `${`[${items}`.repeat(150)}1${"]".repeat(150)}`;
};

/** All hostile texts, each with its own name. */
export const hostileTexts: readonly HostileText[] = [
  ...units.flatMap((unit) => [repeated("", unit, ""), repeated("", unit, "x"), repeated("x", unit, "x")]),
  ...wrapped.map(([before, unit, after]) => repeated(before, unit, after)),
  ...nested.map(([open, close]) => ({
    name: `${open} … ${close}`,
    of: (length: number) => {
      const depth = Math.ceil(length / (open.length + close.length));
      return open.repeat(depth) + close.repeat(depth);
    },
  })),
  { name: "deep and wide", of: deepAndWide },
];

function repeated(before: string, unit: string, after: string): HostileText {
  return {
    name: `${JSON.stringify(before)} ${JSON.stringify(unit)}* ${JSON.stringify(after)}`,
    of: (length) => before + unit.repeat(Math.ceil(length / unit.length)) + after,
  };
}
