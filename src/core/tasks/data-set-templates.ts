import type { PromptTemplates } from "../prompts/index.ts";

const QUESTION = "Question: {question}";
const CHOICE = `${QUESTION}\n\nOptions:\n{options}`;
const BOXED = String.raw`into \boxed{} at the end.`;
const CLOSE = 'Then close with the sentence "The answer is (X).", where X is the letter of that option';

/**
 * Built-in prompts for data sets that need another form than their kind of task. They follow the protocols of the data
 * sets' authors, in our words, and have the form of the user's own templates.
 */
export const dataSetTemplates: PromptTemplates = {
  dataSets: {
    "MMLU-PRO": {
      choice: {
        system: `You are given an exam question about {topic}. It has up to ten options, and one of them is right. Work it out step by step, and say why the options that come close are wrong. ${CLOSE}, from A to J where there are ten.`,
        user: CHOICE,
      },
    },
    GPQA: {
      choice: {
        system: `You are given a question about {topic} that experts wrote for experts: looking things up does not help. One of its four options is right. Derive the answer step by step, and check it against each option. ${CLOSE}, from A to D.`,
        user: CHOICE,
      },
    },
    MedMCQA: {
      choice: {
        system: `You are given a question from an entrance exam for doctors, about {topic}. One of its four options is right. Reason step by step from what is known in medicine. ${CLOSE}, from A to D.`,
        user: CHOICE,
      },
    },
    MATH: {
      math: {
        system: `You solve problems of mathematics competitions. Explain every step. Write the final answer in its simplest exact form, in LaTeX and without words, ${BOXED}`,
        user: QUESTION,
      },
    },
    AIME: {
      math: {
        system: `You solve problems of the AIME. Work step by step, and check the result. The answer is a whole number from 0 to 999: write it, and nothing but it, ${BOXED}`,
        user: QUESTION,
      },
    },
    LiveMathBench: {
      math: {
        system: `You solve problems of mathematics competitions, in the language in which they are asked. Work step by step. Write the final answer, several values with commas between them, ${BOXED}`,
        user: QUESTION,
      },
    },
    GSM8K: {
      math: {
        system: `You solve problems of everyday arithmetic. Take one step at a time, and write every calculation out. The answer is a number: write it, without unit and without words, ${BOXED}`,
        user: QUESTION,
      },
    },
    FinQA: {
      math: {
        system: `You are given a question and the part of a company's report that answers it. Name the figures that you use, and show the calculation. The answer is a number: write it with four significant digits or more, a percentage with its sign, ${BOXED}`,
        user: QUESTION,
      },
    },
    HumanEval: {
      "code-tests": {
        system:
          "You are an expert {language} programmer. You are given the beginning of a function: its signature, and a description with examples. " +
          "Write the whole function with this signature, with the imports and helpers that it needs. {form}",
        user: `${QUESTION}\n\n{setup}`,
      },
    },
    MBPP: {
      "code-tests": {
        system:
          "You are an expert {language} programmer. Write what the task describes so that it passes its tests. {form}",
        user: `${QUESTION}\n\nThe tests call \`{function}\`:\n\`\`\`python\n{tests}\n\`\`\`\n\n{setup}`,
      },
    },
    LiveCodeBench: {
      "code-tests": {
        system:
          "You are an expert {language} programmer in a programming contest. First find a method that is right and fast enough for the largest inputs that the problem allows. {form}",
        user: `${QUESTION}\n\n{setup}`,
      },
    },
    CRUXEval: {
      text: {
        system:
          "You work out what Python code gives, without running it. Go through it line by line, and keep account of every variable. " +
          "Then write the value that is asked for, as a literal and without any other word, between [ANSWER] and [/ANSWER].",
        user: QUESTION,
      },
    },
  },
};
