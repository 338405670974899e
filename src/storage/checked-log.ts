import { type FileHandle, open, truncate } from "node:fs/promises";
import path from "node:path";
import { decodeLine, encodeLine, linesFrom, type Place } from "./checked-lines.ts";
import { syncFolder } from "./durable-files.ts";
import { isMissing } from "./error-code.ts";
import { GroupCommit } from "./group-commit.ts";
import { makeFolder, openPrivate } from "./private-files.ts";

/** What the owner of a log is told, and says of it. */
interface LogOwner {
  /** Takes each line that is read, undefined where the line is damaged; not the lines that are appended here. */
  readonly onLine: (value: unknown, place: Place) => void;
  /** Returns the error for a write that failed: the message says what to do. */
  readonly whenFailed: (error: unknown) => Error;
}

/** Somebody removed a log, or made it shorter, while it was in use. */
export class ShorterLog extends Error {}

/**
 * An append-only file of checked lines, which are on the disk before they count. One process appends at a time; any may
 * read.
 */
export class CheckedLog {
  private readonly file: string;
  private readonly owner: LogOwner;
  private readonly commit = new GroupCommit((lines) => this.write(lines));
  private writer: FileHandle | null = null;
  /** Where the last whole line ends. */
  private end = 0;

  /** There need not be a file yet; `catchUp` reads one that is there. */
  constructor(file: string, owner: LogOwner) {
    this.file = file;
    this.owner = owner;
  }

  /**
   * Reads the lines that were not read yet, others' among them.
   *
   * @throws the signal's reason; what the operating system says where the file cannot be read
   */
  async catchUp(signal?: AbortSignal): Promise<void> {
    const handle = await open(this.file, "r").catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (handle === null) return;
    try {
      for await (const { text, offset, bytes } of linesFrom(handle, this.end)) {
        signal?.throwIfAborted();
        this.owner.onLine(decodeLine(text), { offset, bytes });
        this.end = offset + bytes + 1;
      }
    } finally {
      await handle.close();
    }
  }

  /**
   * Appends a line; resolves when the disk has it. Lines at the same time share one write.
   *
   * @throws the error of `whenFailed`
   */
  async append(value: object): Promise<Place> {
    const line = encodeLine(value);
    const offset = await this.commit.add(line);
    return { offset, bytes: Buffer.byteLength(line) - 1 };
  }

  /** Reads a line's value; undefined when the line is damaged. */
  async read({ offset, bytes }: Place): Promise<unknown> {
    const handle = this.writer ?? (await open(this.file, "r"));
    try {
      const buffer = Buffer.alloc(bytes);
      await handle.read(buffer, 0, bytes, offset);
      return decodeLine(buffer.toString("utf8"));
    } finally {
      if (handle !== this.writer) await handle.close();
    }
  }

  /** Ends appending. */
  async close(): Promise<void> {
    await this.commit.idle();
    await this.writer?.close();
    this.writer = null;
  }

  /** @returns where the lines begin in the file */
  private async write(lines: string): Promise<number> {
    try {
      this.writer ??= await openForAppending(this.file);
      const { size } = await this.writer.stat();
      if (size < this.end) throw new ShorterLog(`${this.file} is shorter than it was.`);
      if (size > this.end) await this.cutOff();
      await this.writer.appendFile(lines);
      await this.writer.datasync();
    } catch (error) {
      throw this.owner.whenFailed(error);
    }
    const at = this.end;
    this.end += Buffer.byteLength(lines);
    return at;
  }

  /** Removes what a killed writer, or a write that failed, left behind the last whole line, whoever wrote that. */
  private async cutOff(): Promise<void> {
    await this.catchUp();
    // By name, since Windows does not truncate a file that is open for appending.
    await truncate(this.file, this.end);
  }
}

async function openForAppending(file: string): Promise<FileHandle> {
  const folder = path.dirname(file);
  await makeFolder(folder);
  const handle = await openPrivate(file, "a+");
  await syncFolder(folder);
  return handle;
}
