import { stat } from "node:fs/promises";
import * as v from "valibot";
import { openPrivate } from "../storage/index.ts";
import { plainLine } from "../core/plain-line.ts";
import type { EventLine } from "../records/index.ts";

/** Characters of a title that is made from a question. */
const SHORT = 60;
/** Characters of a title that somebody gave. */
const LONGEST = 200;

/** A chat was given a title. It belongs to no run, and versions without titles pass over it. */
const titleSchema = v.object({ type: v.literal("chat-title"), title: v.string() });

/** The title in a line of a chat's file; null for any other line. An empty title takes the given one back. */
export function titleIn({ event }: EventLine): string | null {
  const line = v.safeParse(titleSchema, event);
  return line.success ? plainLine(line.output.title, LONGEST) : null;
}

/**
 * Gives a chat a title, in its own file.
 *
 * @throws Error when there is no such file, or it cannot be written
 */
export async function writeTitle(file: string, title: string): Promise<void> {
  const line = { type: "chat-title", title: plainLine(title, LONGEST), runId: "" } satisfies v.InferInput<
    typeof titleSchema
  > & { runId: string };
  // Appending would make a file that is gone.
  await stat(file);
  // The newline before it ends a line that a kill may have torn.
  const handle = await openPrivate(file, "a");
  try {
    await handle.appendFile(`\n${JSON.stringify(line)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** A title for a chat that has none: the first line of its first question that says anything, cut between words. */
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
