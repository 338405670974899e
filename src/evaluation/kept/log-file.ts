import { createHash } from "node:crypto";
import path from "node:path";

/** Some file systems take no more than 255 bytes; names rarely come near. */
const LONGEST = 80;

/** Folder of a bank's kept replies. Simulated models have one of their own, for they bear the names of real ones. */
export function repliesFolder(bankFolder: string, simulated: boolean): string {
  const folder = path.join(bankFolder, "replies");
  return simulated ? path.join(folder, "simulated") : folder;
}

/** File of one model's replies: readable, and never that of another, whatever the file system makes of its letters. */
export function replyLogFile(bankFolder: string, model: string, simulated: boolean): string {
  return path.join(repliesFolder(bankFolder, simulated), logName(model));
}

/** File of what one model named as the skills of questions. */
export function keywordsLogFile(bankFolder: string, model: string, simulated: boolean): string {
  return path.join(repliesFolder(bankFolder, simulated), "keywords", logName(model));
}

function logName(model: string): string {
  const readable = model.replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, LONGEST);
  const own = createHash("sha256").update(model).digest("hex").slice(0, 8);
  return `${readable}-${own}.log`;
}
