import type { BankQuestion } from "../question-bank/bank-question.ts";
import type { TaskKind, TaskOf } from "./task-check.ts";

/** What a model is asked for one task (Fig. 8). */
export interface TaskPrompt {
  /** null where the task's own words must be all. */
  readonly system: string | null;
  readonly user: string;
}

/** Changes whenever a prompt could read differently, for fingerprints. */
export const promptVersion = 1;

type Asked = Pick<BankQuestion, "question" | "topic">;
type Prompts = { readonly [Kind in TaskKind]: (task: TaskOf<Kind>, asked: Asked) => TaskPrompt };

/** The prompt of a question: the same question always gives the same text. */
export function taskPrompt({ task, ...asked }: Pick<BankQuestion, "question" | "topic" | "task">): TaskPrompt {
  // Kind and task belong together, which a union does not tell.
  const prompt = prompts[task.kind] as (task: BankQuestion["task"], asked: Asked) => TaskPrompt;
  return prompt(task, asked);
}

const prompts: Prompts = {
  choice({ options }, { question, topic }) {
    const about = topic === undefined ? "" : ` about ${topic}`;
    const lines = options.map((option, index) => `${letters.charAt(index)}. ${option}`);
    return {
      system:
        `You are given a multiple choice question${about}. Think it through step by step. ` +
        'Then close with the sentence "The answer is (X).", where X is the letter of the one right option.',
      user: `Question: ${question}\n\nOptions:\n${lines.join("\n")}`,
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

  "code-tests": (task, { question }) => ({
    system: `You are an expert ${languages[task.language]} programmer. ${codeWanted(task)}`,
    user: given(task, question),
  }),

  open: (_, { question }) => ({
    system: "You are an expert programmer. Answer accurately and completely.",
    user: `Question: ${question}`,
  }),
};

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const languages = { python: "Python", javascript: "JavaScript", typescript: "TypeScript" } as const;

function codeWanted({ language, entryPoint, tests = [], stdio = [] }: TaskOf<"code-tests">): string {
  const block = `in one block that begins with \`\`\`${language}`;
  if (tests.length === 0 && stdio.length > 0) {
    return `Write a whole program that reads from standard input and writes to standard output, ${block}. Print only what is asked for.`;
  }
  const named = entryPoint === undefined ? "" : `, with \`${entryPoint}\` in it under this name`;
  return `Solve the task with code that runs as it is, imports included, ${block}${named}. It will be tested: leave out examples of its use.`;
}

/** Code that is there before the solution is shown, unless the question shows it. */
function given({ language, setup = "" }: TaskOf<"code-tests">, question: string): string {
  const asked = `Question: ${question}`;
  if (setup.trim() === "" || question.includes(setup.trim())) return asked;
  return `${asked}\n\nThis code is already there; do not repeat it:\n\`\`\`${language}\n${setup.trim()}\n\`\`\``;
}
