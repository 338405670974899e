import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { parseJsonLines } from "../bank/opened/index.ts";
import { isMissing } from "../storage/index.ts";
import type { Task } from "../core/question-bank/index.ts";

const texts = v.pipe(v.array(v.string()), v.minLength(1));

/** Right and wrong replies to a question whose task does not contain any. */
const preparedReplySchema = v.object({ id: v.string(), right: texts, wrong: texts });
export type PreparedReply = v.InferOutput<typeof preparedReplySchema>;

/** In a folder beside the questions, which holds no questions. */
const PREPARED_REPLIES = path.join("demo", "replies.jsonl");

/** Returns the prepared replies of a starter bank; none when it has no such file. */
export async function readPreparedReplies(starterFolder: string): Promise<PreparedReply[]> {
  const text = await readFile(path.join(starterFolder, PREPARED_REPLIES), "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw error;
  });
  return parseJsonLines(text, preparedReplySchema, PREPARED_REPLIES);
}

/** Returns the replies that a task itself contains; undefined when it contains none. */
export function textReplies(task: Task): { reference: string; wrong: string[] } | undefined {
  if (task.kind === "choice") {
    const letters = task.options.map((_, index) => String.fromCharCode(65 + index));
    const saying = (letter: string): string => `The answer is (${letter}).`;
    const wrong = letters.filter((letter) => letter !== task.answer).map(saying);
    return { reference: saying(task.answer), wrong };
  }
  if (task.kind !== "text" || task.pattern !== undefined) return undefined;
  const { exact, containsAll = [] } = task;
  if (exact !== undefined) {
    return containsAll.length > 0 ? undefined : { reference: `Answer: ${exact}`, wrong: [`Answer: not ${exact}`] };
  }
  return { reference: `Use ${containsAll.join(" and ")}.`, wrong: ["There is no way to do that."] };
}
