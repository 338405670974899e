import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { makeFolder, openPrivate, renamePatiently, syncFolder, writeFully } from "../../../storage/index.ts";
import { messageOf } from "../../../core/errors.ts";
import { normaliseModelName } from "../../../core/model-names/index.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import type { PublishedReply } from "./published-reply.ts";

/** Name of the store within the cache's folder. */
export const IMPORTED = "imported";
export const SUFFIX = ".replies";
const VERSION = 1;
/** Bytes that are buffered before they are written. */
const BLOCK = 1 << 20;
/** Length of the padded last line, which says how many bytes of replies precede their list. */
const END = 32;

const text = v.string();
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const correct = v.nullable(v.number());
const replySchema = v.object({ text, thinking: text, correct });
const listSchema = v.object({
  version: v.literal(VERSION),
  model: text,
  /** Stamp of the files that were read. */
  stamp: text,
  replies: v.array(
    v.object({
      dataSet: text,
      id: v.nullable(text),
      question: v.nullable(text),
      options: v.nullable(v.array(text)),
      correct,
      start: whole,
      length: whole,
    }),
  ),
  /** Skipped entries by data set and reason, each with an example. */
  skipped: v.array(v.object({ dataSet: text, reason: text, count: whole, where: text })),
});

/** The list in a model's file. The file holds the replies one by one, then this list, then where the list begins. */
export type ReplyList = v.InferOutput<typeof listSchema>;
export type Listed = ReplyList["replies"][number];

/**
 * Writes a model's file. `finish` gives it its name in one step, so that a kill before leaves the old file unchanged.
 */
export class ReplyWriter {
  private readonly replies: Listed[] = [];
  private block: Buffer[] = [];
  private blockLength = 0;
  private length = 0;
  private readonly file: string;
  private readonly temporary: string;
  private readonly handle: FileHandle;

  private constructor(file: string, temporary: string, handle: FileHandle) {
    this.file = file;
    this.temporary = temporary;
    this.handle = handle;
  }

  static async open(file: string): Promise<ReplyWriter> {
    await makeFolder(path.dirname(file));
    const temporary = `${file}.${randomUUID()}.new`;
    return new ReplyWriter(file, temporary, await openPrivate(temporary, "wx"));
  }

  async add(dataSet: string, reply: PublishedReply): Promise<void> {
    const { id, question, options, text, thinking, correct } = reply;
    const line = Buffer.from(`${JSON.stringify({ text, thinking, correct })}\n`);
    this.replies.push({
      dataSet,
      id,
      question,
      options: options && [...options],
      correct,
      start: this.length,
      length: line.length,
    });
    await this.write(line);
  }

  async finish(about: Omit<ReplyList, "version" | "replies">): Promise<ReplyList> {
    const list: ReplyList = { version: VERSION, ...about, replies: this.replies };
    const start = this.length;
    await this.write(Buffer.from(`${JSON.stringify(list)}\n${`${start}`.padStart(END - 1)}\n`));
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    await renamePatiently(this.temporary, this.file);
    await syncFolder(path.dirname(this.file));
    return list;
  }

  /** Removes the unfinished file. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
  }

  private async write(bytes: Buffer): Promise<void> {
    this.block.push(bytes);
    this.blockLength += bytes.length;
    this.length += bytes.length;
    if (this.blockLength >= BLOCK) await this.flush();
  }

  private async flush(): Promise<void> {
    await writeFully(this.handle, Buffer.concat(this.block));
    this.block = [];
    this.blockLength = 0;
  }
}

/** Returns the file of a model in the store; models that are the same by the bank's rule share a file. */
export function fileOf(cacheFolder: string, model: string): string {
  const name = normaliseModelName(model);
  // A file name has a maximum length, which the model's name and our suffixes together could exceed.
  const short = name.length <= 80 ? name : createHash("sha256").update(name).digest("hex");
  return path.join(cacheFolder, IMPORTED, `${short}${SUFFIX}`);
}

/** @throws BenchmarkError when the file is damaged; the system's error when it cannot be opened */
export async function readList(file: string): Promise<ReplyList> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const start = Number((await read(handle, Math.max(0, size - END), END)).trim());
    return v.parse(listSchema, JSON.parse(await read(handle, start, size - END - start)));
  } catch (error) {
    throw damaged(file, error);
  } finally {
    await handle.close();
  }
}

/** @throws BenchmarkError when the file has changed since its list was read */
export async function readReply(file: string, { start, length }: Listed): Promise<v.InferOutput<typeof replySchema>> {
  try {
    const handle = await open(file, "r");
    try {
      return v.parse(replySchema, JSON.parse(await read(handle, start, length)));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw damaged(file, error);
  }
}

async function read(handle: FileHandle, start: number, length: number): Promise<string> {
  const bytes = Buffer.alloc(Math.max(0, length));
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) throw new Error("it ends too early");
    done += bytesRead;
  }
  return bytes.toString();
}

function damaged(file: string, error: unknown): BenchmarkError {
  const what = `${file} cannot be read: ${messageOf(error)}. Import the published replies again with smcs bench import-cache.`;
  return new BenchmarkError(what, { cause: error });
}
