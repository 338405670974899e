import { createHash } from "node:crypto";
import path from "node:path";

/**
 * Longest readable part of a file name: some file systems limit names to 255 bytes, which models' names rarely
 * approach.
 */
const LONGEST = 80;

/**
 * Returns the folder of a bank's kept replies. Simulated models have a separate one, because they have the names of
 * real models.
 */
export function repliesFolder(bankFolder: string, simulated: boolean): string {
  const folder = path.join(bankFolder, "replies");
  return simulated ? path.join(folder, "simulated") : folder;
}

/**
 * Returns the file of one model's replies: readable, and different for each model, whatever the file system does to
 * letters.
 */
export function replyLogFile(bankFolder: string, model: string, simulated: boolean): string {
  return path.join(repliesFolder(bankFolder, simulated), logName(model));
}

/** Returns the file of the skills that one model named for questions. */
export function keywordsLogFile(bankFolder: string, model: string, simulated: boolean): string {
  return path.join(repliesFolder(bankFolder, simulated), "keywords", logName(model));
}

function logName(model: string): string {
  const readable = model.replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, LONGEST);
  const own = createHash("sha256").update(model).digest("hex").slice(0, 8);
  return `${readable}-${own}.log`;
}
