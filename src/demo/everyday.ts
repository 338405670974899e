import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { isMissing } from "../storage/index.ts";
import { parseJsonLines } from "../bank/opened/index.ts";
import { type KnownQuestion, type KnownQuestions, normalised } from "./known-questions.ts";

const texts = v.pipe(v.array(v.string()), v.minLength(1));

/** An everyday question with whole answers; not part of the question bank. */
const everydaySchema = v.object({
  id: v.string(),
  topic: v.string(),
  question: v.string(),
  /** Other words for the same question. */
  also: v.array(v.string()),
  right: texts,
  wrong: texts,
});
export type EverydayQuestion = v.InferOutput<typeof everydaySchema>;

/** In a folder beside the questions, which holds no questions of the bank. */
const EVERYDAY = path.join("demo", "everyday.jsonl");

/** A shorter wording may occur in many other questions: it counts only when it is the whole message. In characters. */
export const LEAST_LENGTH = 20;

/** Returns the everyday questions of a starter bank; none when it has no such file. */
export async function readEveryday(starterFolder: string): Promise<EverydayQuestion[]> {
  const text = await readFile(path.join(starterFolder, EVERYDAY), "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw error;
  });
  return parseJsonLines(text, everydaySchema, EVERYDAY);
}

/**
 * Returns everyday questions as knowledge of the simulated models, one entry for each wording, the longest first. Every
 * model knows them.
 */
export function everydayKnowledge(questions: readonly EverydayQuestion[]): KnownQuestions {
  return questions
    .flatMap(({ id, topic, question, also, right: [reference = "", ...otherWords], wrong }) =>
      [question, ...also].map((words, index): KnownQuestion => ({
        id: index === 0 ? id : `${id}/${index}`,
        topic,
        text: normalised(words),
        form: { kind: "prose" },
        reference,
        otherWords,
        wrong,
        isEveryday: true,
        isWhole: words.length < LEAST_LENGTH,
      })),
    )
    .sort((a, b) => b.text.length - a.text.length);
}
