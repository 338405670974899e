/**
 * A small sample file that shows what a line may contain: plain pairs, and the other forms that the bank understands.
 */
export const sampleFile = `${[
  { question: "How many bits has a byte?", answer: "8" },
  { question: "Is a Python tuple mutable?", answer: "no" },
  { question: "Which status says that a page was not found?", options: ["200", "301", "404"], answer: "404" },
  { question: "Which keyword defines a function in Python?", task: { kind: "text", pattern: "\\bdef\\b" } },
  {
    question: "Write a function add(a, b) in Python that returns the sum.",
    task: { kind: "code-tests", language: "python", entryPoint: "add", tests: ["assert add(2, 3) == 5"] },
    topic: "functions",
  },
  {
    question: "When is a linked list better than an array?",
    answer: "Free text is kept out: such a question is open.",
  },
]
  .map((row) => JSON.stringify(row))
  .join("\n")}\n`;
