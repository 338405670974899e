import type { BankQuestion } from "../../../src/core/question-bank/index.ts";
import type { RandomSource } from "../../../src/core/ports.ts";
import { randomStream } from "../../../src/core/random.ts";
import { packedTests, type PickleProtocol } from "./packed-tests.ts";
import { templates } from "./templates.ts";

/** A problem in the data set's form, without its tests. */
export interface PublishedProblem {
  readonly question_title: string;
  readonly question_content: string;
  readonly platform: string;
  readonly question_id: string;
  readonly contest_id: string;
  readonly contest_date: string;
  readonly starter_code: string;
  readonly difficulty: string;
}

/** A made-up problem with right and wrong programs. */
export interface MadeProblem {
  readonly published: PublishedProblem;
  /** Its line in the data set (code_generation_lite). */
  readonly line: object;
  /** A program that passes. */
  readonly reference: string;
  /** Programs that do not pass. */
  readonly wrong: readonly string[];
  /** The function that tests call; absent for a whole program. */
  readonly entryPoint?: string;
}

const difficulties = ["easy", "medium", "hard"];

/**
 * Returns problems in the form of LiveCodeBench, always the same for a seed. By their dates, seven in ten belong to the
 * paper's bank.
 */
export function madeProblems(count: number, seed: number): MadeProblem[] {
  return Array.from({ length: count }, (_, index) => madeProblem(index, randomStream(seed, `problem ${index}`)));
}

function madeProblem(index: number, random: RandomSource): MadeProblem {
  const template = templates[index % templates.length];
  if (template === undefined) throw new RangeError("There is no template.");
  const number = 2 + Math.floor(random() * 10_000);
  const type = template.function === undefined ? "stdin" : "functional";
  const tests = (many: number): object[] =>
    Array.from({ length: many }, () => ({ ...template.test(number, random), testtype: type }));
  const isCall = template.function !== undefined;
  const inBank = index % 10 < 7;
  const month = String(1 + (index % 7)).padStart(2, "0");
  const published: PublishedProblem = {
    question_title: `Task ${index}`,
    // No text contains another one.
    question_content: `Task ${String(index).padStart(4, "0")}. ${template.text(number)}`,
    platform: isCall ? "leetcode" : "atcoder",
    question_id: isCall ? String(3000 + index) : `abc${300 + index}_a`,
    contest_id: isCall ? `weekly-contest-${index}` : `abc${300 + index}`,
    contest_date: inBank ? `2024-${month}-15T00:00:00` : "2024-10-15T00:00:00",
    starter_code: template.function?.starter ?? "",
    difficulty: difficulties[index % difficulties.length] ?? "",
  };
  const [open, hidden] = [tests(2), tests(3 + Math.floor(random() * 4))];
  // One in seven has unpacked private tests; the others' are packed with some protocol.
  const secret = index % 7 === 0 ? JSON.stringify(hidden) : packedTests(hidden, (index % 6) as PickleProtocol);
  const right = template.right(number);
  return {
    published,
    line: {
      ...published,
      public_test_cases: JSON.stringify(open),
      private_test_cases: secret,
      metadata: JSON.stringify(template.function === undefined ? {} : { func_name: template.function.name }),
    },
    reference: right[Math.floor(random() * right.length)] ?? "",
    wrong: template.wrong(number),
    ...(template.function !== undefined && { entryPoint: `Solution.${template.function.name}` }),
  };
}

/** Returns the data set: one problem a line, with its tests. */
export function asDataSet(problems: readonly MadeProblem[]): string {
  return problems.map(({ line }) => `${JSON.stringify(line)}\n`).join("");
}

/** Returns what the runner writes about one model's replies (`*_eval_all.json`), without tests. */
export function asNativeReplies(problems: readonly MadeProblem[]): string {
  const of = ({ published, reference }: MadeProblem): object => ({
    ...published,
    output_list: [`\`\`\`python\n${reference}\n\`\`\``],
    code_list: [reference],
    graded_list: [true],
    "pass@1": 1,
    metadata: ["{}"],
  });
  return JSON.stringify(problems.map(of));
}

/** A model that only the released bank knows. */
export const RELEASED_MODEL = "Elsewhere-7B";

/**
 * Returns the released bank: the problems of its period by their position, with other white space, and the models'
 * outcomes.
 */
export function asReleasedBank(problems: readonly MadeProblem[]): string {
  const sorted = problems
    .map(({ published }) => published)
    .filter(({ contest_date }) => contest_date < "2024-08")
    .sort((a, b) => (a.question_id < b.question_id ? -1 : 1));
  const entries = sorted.map(({ question_content }, position) => ({
    question: ` ${question_content.replace(". ", ".  ")}\n`,
    src_question_id: position,
    src: "LiveCodeBench",
    model_res: { [RELEASED_MODEL]: { is_correct: position % 3 === 0 } },
  }));
  return JSON.stringify(Object.fromEntries(entries.entries()));
}

/** Returns the problems as simulated models know them, by the ids of the bank. */
export function asKnown(problems: readonly MadeProblem[]): BankQuestion[] {
  return problems.map(({ published, reference, wrong, entryPoint }) => ({
    id: `LiveCodeBench/${published.question_id}`,
    source: "LiveCodeBench",
    split: "bank",
    topic: published.platform,
    question: published.question_content,
    task: {
      kind: "code-tests",
      language: "python",
      ...(entryPoint !== undefined && { entryPoint }),
      reference,
      wrong: [...wrong],
      tests: ["pass"],
    },
    capability: {},
  }));
}
