import type { Task } from "../../../src/core/question-bank/index.ts";
import {
  type Answer,
  bankRows,
  type DataSet,
  dataSets,
  directions,
  type ModelName,
  modelNames,
  testQuestions,
  type WorldQuestion,
} from "./world.ts";

// The world's questions, answers and vectors on the wire.

const tasks = {
  facts: { kind: "choice", options: ["an apple", "a pear", "a plum"], answer: "A" },
  programs: { kind: "code-tests", language: "javascript", entryPoint: "next", tests: ["assert.equal(next(1), 2);"] },
  words: { kind: "choice", options: ["a cat", "a cow", "a hen", "a dog", "a fox", "an owl"], answer: "D" },
} as const;

/** Returns how a question of a data set is checked. */
export function taskOf(dataSet: DataSet): Task {
  return structuredClone(tasks[dataSet]) as unknown as Task;
}

const program = (value: string): string => `function next(n) { return ${value}; }\n`;
const programs = { right: program("n + 1"), wrong: program("n - 1"), odd: program("n") } as const;
const letters = {
  facts: { right: "A", wrong: "B", odd: "C" },
  words: { right: "D", wrong: "E", odd: "F" },
} as const;

/** Returns the text of an answer. */
function bodyOf(dataSet: DataSet, answer: Answer): string {
  if (dataSet !== "programs") return `The answer is (${letters[dataSet][answer]}).`;
  return `Here it is:\n\n\`\`\`javascript\n${programs[answer]}\`\`\``;
}

const RAMBLING =
  "Let us begin again, since something may be missing, and think of what was asked, of what is known, and of what else it may be about; then ";

/** Returns the text of a reply; a reply that another model merges names its author. */
export function textOf(author: ModelName | "merged", dataSet: DataSet, answer: Answer | null): string {
  return `${author} writes:\n\n${answer === null ? RAMBLING.repeat(3) : bodyOf(dataSet, answer)}`;
}

/** Returns the authors of the texts in a prompt, in order. */
export function authorsIn(prompt: string): ModelName[] {
  return [...prompt.matchAll(/^(\S+) writes:$/gm)].flatMap(([, name]) => modelNames.find((one) => one === name) ?? []);
}

const known = new Map<string, readonly number[]>([
  ...testQuestions.map(({ text, dataSet }) => [text, questionVector({ [dataSet]: 1 })] as const),
  ...bankRows.map(({ text, similarity }) => [text, questionVector(similarity)] as const),
]);

/** Returns a question's vector. Its axes are the data sets, and one that is orthogonal to all of them. */
function questionVector(similarity: Partial<Record<DataSet, number>>): number[] {
  const along = dataSets.map((dataSet) => similarity[dataSet] ?? 0);
  const rest = 1 - along.reduce((sum, value) => sum + value ** 2, 0);
  return [...along, Math.sqrt(Math.max(0, rest))];
}

/**
 * Returns the vector of a question, of a reply, or of a program alone. A program with text around it has the same
 * vector as any other such reply, so programs can be distinguished only by their code.
 */
export function vectorOf(text: string): readonly number[] {
  const question = known.get(text);
  if (question !== undefined) return question;
  for (const answer of ["right", "wrong", "odd"] as const) {
    const isIt =
      text === programs[answer] || ["facts", "words"].some((set) => text.endsWith(bodyOf(set as DataSet, answer)));
    if (isIt) return [...directions[answer], 0];
  }
  return [0.5, 0.5, 0.5, 0.5];
}

/** Returns the question in a request. */
export function askedIn(prompt: string): WorldQuestion {
  const question = testQuestions.find(({ text }) => prompt.includes(text));
  if (question === undefined) throw new Error(`Nobody asked that in the small world: ${prompt}`);
  return question;
}
