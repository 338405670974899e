import { stat } from "node:fs/promises";
import * as v from "valibot";
import { openPrivate } from "../storage/index.ts";
import { plainLine } from "../core/plain-line.ts";
import type { EventLine } from "../records/index.ts";

/** Maximum length of a title that is made from a question, in characters. */
const SHORT = 60;
/** Maximum length of a title that a user gave, in characters. */
const LONGEST = 200;

/** The line that gives a chat a title. It belongs to no run, and versions without titles skip it. */
const titleSchema = v.object({ type: v.literal("chat-title"), title: v.string() });

/** Returns the title in a line of a chat's file; null for any other line. An empty title removes the given one. */
export function titleIn({ event }: EventLine): string | null {
  const line = v.safeParse(titleSchema, event);
  return line.success ? plainLine(line.output.title, LONGEST) : null;
}

/**
 * Writes a chat's title to its file.
 *
 * @throws Error when there is no such file, or it cannot be written
 */
export async function writeTitle(file: string, title: string): Promise<void> {
  const line = { type: "chat-title", title: plainLine(title, LONGEST), runId: "" } satisfies v.InferInput<
    typeof titleSchema
  > & { runId: string };
  // Appending would create a missing file.
  await stat(file);
  // The first newline ends a line that a kill may have torn.
  const handle = await openPrivate(file, "a");
  try {
    await handle.appendFile(`\n${JSON.stringify(line)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Returns a title for a chat without one: the first line with text of its first question, cut between words. */
export function titleOf(question: string): string {
  const line =
    question
      .split("\n")
      .map((one) => plainLine(one, LONGEST))
      .find((one) => one !== "") ?? "";
  if (line.length <= SHORT) return line;
  const cut = plainLine(line, SHORT).slice(0, -1);
  const space = cut.lastIndexOf(" ");
  return `${space > SHORT / 2 ? cut.slice(0, space) : cut}…`;
}
