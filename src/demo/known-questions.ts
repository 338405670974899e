import type { BankQuestion } from "../core/question-bank/index.ts";
import { type PreparedReply, textReplies } from "./prepared-replies.ts";

/** The form of an answer in a reply. */
export type AnswerForm =
  /** In a code block, between an introduction and an explanation. */
  | { readonly kind: "code"; readonly language: string; readonly entryPoint: string | undefined }
  /** At the end, after an introduction. */
  | { readonly kind: "prose" }
  /** The whole reply, because the question prescribes its form. */
  | { readonly kind: "whole" };

/** A question that the simulated models can answer both right and wrong. */
export interface KnownQuestion {
  readonly id: string;
  /** Topic of the question. */
  readonly topic: string | undefined;
  readonly text: string;
  readonly form: AnswerForm;
  /** The right answer. */
  readonly reference: string;
  /** Wrong answers; at least one. */
  readonly wrong: readonly string[];
  /** The right answer in other words. */
  readonly otherWords?: readonly string[];
  /** Whether every model knows it; absent for a question of the bank. */
  readonly isEveryday?: boolean;
  /** Whether its words count only when they are the whole message. */
  readonly isWhole?: boolean;
}

/** All questions that the simulated models may know. */
export type KnownQuestions = readonly KnownQuestion[];

/**
 * Returns the questions with a right answer and a wrong one, the longest text first.
 *
 * @param prepared replies to questions whose task does not contain any
 */
export function knownQuestions(
  questions: readonly BankQuestion[],
  prepared: readonly PreparedReply[] = [],
): KnownQuestions {
  const replies = new Map(prepared.map((reply) => [reply.id, reply]));
  return questions
    .flatMap((question): KnownQuestion[] => {
      const { id, topic, task } = question;
      const answers = answersTo(question, replies.get(id));
      if (answers?.reference === undefined || answers.wrong.length === 0) return [];
      return [
        {
          id,
          topic,
          text: normalised(question.question),
          form: formOf(task),
          ...answers,
          reference: answers.reference,
        },
      ];
    })
    .sort((a, b) => b.text.length - a.text.length);
}

/** Returns the known question that a message contains; of several the longest, because it is the most specific. */
export function findKnown(known: KnownQuestions, message: string): KnownQuestion | undefined {
  const text = normalised(message);
  return known.find(({ text: words, isWhole = false }) => (isWhole ? text === words : text.includes(words)));
}

interface Answers {
  readonly reference: string | undefined;
  readonly wrong: readonly string[];
}

function answersTo({ task }: BankQuestion, prepared: PreparedReply | undefined): Answers | undefined {
  if (task.kind === "code-tests") return { reference: task.reference, wrong: task.wrong ?? [] };
  if (prepared !== undefined) return { reference: prepared.right[0], wrong: prepared.wrong };
  return textReplies(task);
}

function formOf(task: BankQuestion["task"]): AnswerForm {
  if (task.kind === "code-tests") return { kind: "code", language: task.language, entryPoint: task.entryPoint };
  const prescribed = task.kind === "instructions" || (task.kind === "text" && task.pattern?.startsWith("^") === true);
  return { kind: prescribed ? "whole" : "prose" };
}

/** Returns a text reduced to its words: white space, case and a mark at its end make no difference. */
export function normalised(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[?.!？。！]$/u, "")
    .toLowerCase();
}

/** Returns whether a text contains Chinese characters. */
export function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
