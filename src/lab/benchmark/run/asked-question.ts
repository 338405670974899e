import type { AnswerForm, Question } from "../../../core/enhancement/prompts.ts";
import type { EmbeddingModel } from "../../../core/ports.ts";
import { type PromptTemplates, runPrompts } from "../../../core/prompts/index.ts";
import type { Task } from "../../../core/question-bank/bank-question.ts";
import { taskPrompt } from "../../../core/tasks/task-prompt.ts";
import type { PlainQuestion } from "../questions/read-bank.ts";

/** A test question as a run asks it: with its task's own prompt (Fig. 8), and the user's own prompts where there are any. */
export function askedQuestion(question: PlainQuestion, templates: PromptTemplates = {}): Question {
  const { system, user } = taskPrompt(question, templates);
  const form = answerForm(question.task);
  const prompts = runPrompts(templates);
  return {
    text: user,
    context: [],
    conversation: [],
    system,
    ...(prompts !== undefined && { prompts }),
    ...(form !== null && { answerForm: form }),
  };
}

/** Null where answers can only be compared as texts. */
function answerForm(task: Task): AnswerForm | null {
  switch (task.kind) {
    case "choice":
      return { kind: "choice", options: task.options };
    case "math":
      return { kind: "math" };
    case "text":
      return task.exact === undefined ? null : { kind: "text" };
    default:
      return null;
  }
}

/** An embedder for one question, which is looked up in the bank by its own words: the bank holds no prompts. */
export function lookingUp(embedding: EmbeddingModel, { question }: PlainQuestion): EmbeddingModel {
  return {
    space: embedding.space,
    embed: (texts, purpose, signal) =>
      embedding.embed(purpose === "query" ? texts.map(() => question) : texts, purpose, signal),
  };
}
