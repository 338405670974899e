import { type FileHandle, readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { openPrivate } from "../storage/index.ts";
import { checkerVersions } from "../core/tasks/task-checks.ts";
import type { JudgedReply } from "./for-kept-replies.ts";
import { repliesFolder } from "./replies/log-file.ts";

const value = v.nullable(v.number());
const lineSchema = v.object({
  checkers: v.string(),
  questionId: v.string(),
  model: v.string(),
  before: value,
  after: value,
  detail: v.string(),
});

/**
 * What judging anew brings, a line each, until it is summed up at the end: a process that is killed has told the bank of
 * its verdicts, and what they were before would be known to nobody.
 */
export class JudgedLines {
  private readonly file: string;
  private readonly checkers = checkerVersions().join();
  private opened: Promise<FileHandle> | null = null;

  constructor(bankFolder: string) {
    this.file = path.join(repliesFolder(bankFolder, false), "judged-anew.jsonl");
  }

  /** What a process that was killed has left, under today's checkers. A damaged line, as the last one may be, is left out. */
  async read(): Promise<JudgedReply[]> {
    const text = await readFile(this.file, "utf8").catch(() => "");
    return text.split("\n").flatMap((line) => {
      const found = v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), line);
      if (!found.success) return [];
      const { checkers, ...reply } = found.output;
      return checkers === this.checkers ? [reply] : [];
    });
  }

  /** @throws what the operating system says where the line cannot be written */
  async add(reply: JudgedReply): Promise<void> {
    const handle = await (this.opened ??= openPrivate(this.file, "a"));
    await handle.appendFile(`${JSON.stringify({ ...reply, checkers: this.checkers })}\n`);
  }

  async close(): Promise<void> {
    const handle = await this.opened?.catch(() => null);
    this.opened = null;
    await handle?.close();
  }

  /** Once everything is summed up. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }
}
