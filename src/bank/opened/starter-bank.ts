import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type BankQuestion, bankQuestionSchema } from "../../core/question-bank/index.ts";
import { parseJsonLines } from "./json-lines.ts";

/** The file with the simulated models' outcomes, in a folder beside the questions: no bank stores them. */
export const DEMO_CAPABILITY_FILE = path.join("demo", "capability.jsonl");

/**
 * Reads the questions of a folder of smcs-jsonl files, in the order of the files' names.
 *
 * @param folder empty for none: the copy of a team's bank gets its questions from the team
 */
export async function readStarterBank(folder: string): Promise<BankQuestion[]> {
  if (folder === "") return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  const files = await Promise.all(
    names.map(async (name) =>
      parseJsonLines(await readFile(path.join(folder, name), "utf8"), bankQuestionSchema, name),
    ),
  );
  return files.flat();
}
