import type { BankQuestion } from "../question-bank/index.ts";
import { type ChoiceTemplate, filled, type PromptTemplates, taskTemplate, type Values } from "../prompts/index.ts";
import { solutionName } from "./code-in-reply.ts";
import { dataSetTemplates } from "./data-set-templates.ts";
import type { TaskKind, TaskOf } from "./task-check.ts";

/** The messages for one task (Fig. 8). */
interface TaskPrompt {
  /** Null when the prompt must consist of the task's own words only. */
  readonly system: string | null;
  readonly user: string;
}

type Asked = Pick<BankQuestion, "question" | "topic" | "domain"> & Partial<Pick<BankQuestion, "source">>;
type Prompts = { readonly [Kind in TaskKind]: (task: TaskOf<Kind>, asked: Asked) => TaskPrompt };

/**
 * Returns the prompt of a question, from the user's template for its data set or kind of task, or otherwise from the
 * built-in one. The same question and templates always give the same text.
 */
export function taskPrompt(
  { task, ...asked }: Asked & Pick<BankQuestion, "task">,
  templates: PromptTemplates = {},
): TaskPrompt {
  const { source = "" } = asked;
  const template = taskTemplate(templates, source, task.kind) ?? taskTemplate(dataSetTemplates, source, task.kind);
  if (template !== undefined) {
    const { system, user, option }: ChoiceTemplate = template;
    const values = valuesOf(task, asked, option);
    return { system: system === null ? null : filled(system, values), user: filled(user, values) };
  }
  // Kind and task match, which the type of a union does not express.
  const prompt = prompts[task.kind] as (task: BankQuestion["task"], asked: Asked) => TaskPrompt;
  return prompt(task, asked);
}

/** Maximum number of tests that a prompt shows: as many as MBPP's authors show. */
const SHOWN_TESTS = 3;

/** Returns the values of a template's places. */
function valuesOf(task: BankQuestion["task"], { question, topic, domain }: Asked, option: string | undefined): Values {
  const common = { question, topic: topic ?? domain ?? "general knowledge" };
  if (task.kind === "choice") return { ...common, options: optionLines(task, option) };
  if (task.kind !== "code-tests") return common;
  const tests = (task.tests ?? []).slice(0, SHOWN_TESTS);
  return {
    ...common,
    language: languages[task.language],
    function: solutionName(task) ?? null,
    form: codeWanted(task),
    setup: codeGiven(task, question),
    tests: tests.length === 0 ? null : tests.join("\n"),
  };
}

const prompts: Prompts = {
  choice(task, { question, topic }) {
    const about = topic === undefined ? "" : ` about ${topic}`;
    return {
      system:
        `You are given a multiple choice question${about}. Think it through step by step. ` +
        'Then close with the sentence "The answer is (X).", where X is the letter of the one right option.',
      user: `Question: ${question}\n\nOptions:\n${optionLines(task)}`,
    };
  },

  math: (_, { question }) => ({
    system:
      "You solve mathematical problems. Work step by step and explain how you get from one step to the next. " +
      "Write the final answer, and nothing but the answer, into \\boxed{} at the end.",
    user: `Question: ${question}`,
  }),

  text: ({ exact }, { question }) => ({
    system:
      exact === undefined
        ? "You are an assistant who knows the subject well. Answer the question directly and to the point."
        : "You are an assistant who knows the subject well. Work out the answer, then put it alone on the last line, " +
          'after "Answer: ", exactly as it is asked for.',
    user: `Question: ${question}`,
  }),

  instructions: (_, { question }) => ({ system: null, user: question }),

  "code-tests"(task, { question }) {
    const setup = codeGiven(task, question);
    return {
      system: `You are an expert ${languages[task.language]} programmer. ${codeWanted(task)}`,
      user: `Question: ${question}${setup === null ? "" : `\n\n${setup}`}`,
    };
  },

  open: (_, { question }) => ({
    system: "You are an expert programmer. Answer accurately and completely.",
    user: `Question: ${question}`,
  }),
};

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** @param form the template of one option; absent for "A. option" */
function optionLines({ options }: TaskOf<"choice">, form?: string): string {
  return options
    .map((option, index) => {
      const letter = letters.charAt(index);
      return form === undefined ? `${letter}. ${option}` : filled(form, { letter, option });
    })
    .join("\n");
}

const languages = { python: "Python", javascript: "JavaScript", typescript: "TypeScript" } as const;

function codeWanted({ language, entryPoint, tests = [], stdio = [] }: TaskOf<"code-tests">): string {
  const block = `in one block that begins with \`\`\`${language}`;
  if (tests.length === 0 && stdio.length > 0) {
    return `Write a whole program that reads from standard input and writes to standard output, ${block}. Print only what is asked for.`;
  }
  const named = entryPoint === undefined ? "" : `, with ${namedAs(entryPoint)}`;
  return `Solve the task with code that runs as it is, imports included, ${block}${named}. It will be tested: leave out examples of its use.`;
}

function namedAs(entryPoint: string): string {
  const [name = "", method] = entryPoint.split(".", 2);
  return method === undefined
    ? `\`${name}\` in it under this name`
    : `the class \`${name}\` and its method \`${method}\` in it under these names`;
}

/**
 * Returns the code that precedes the solution, and the code that the solution begins with; null when the question shows
 * them.
 */
function codeGiven({ language, setup = "", starter = "" }: TaskOf<"code-tests">, question: string): string | null {
  const shown = (words: string, code: string): string[] =>
    code.trim() === "" || question.includes(code.trim()) ? [] : [`${words}\n\`\`\`${language}\n${code.trim()}\n\`\`\``];
  const parts = [
    ...shown("This code is already there; do not repeat it:", setup),
    ...shown("Begin your solution with this code:", starter),
  ];
  return parts.length === 0 ? null : parts.join("\n\n");
}
