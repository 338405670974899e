import { type FileHandle, open, truncate } from "node:fs/promises";
import path from "node:path";
import { decodeLine, encodeLine, linesFrom, type Place } from "./checked-lines.ts";
import { syncFolder } from "./durable-files.ts";
import { isMissing } from "./error-code.ts";
import { GroupCommit } from "./group-commit.ts";
import { makeFolder, openPrivate } from "./private-files.ts";

/** Callbacks of a log's owner. */
interface LogOwner {
  /** Called with each line that is read, undefined for a damaged line; not called for lines appended here. */
  readonly onLine: (value: unknown, place: Place) => void;
  /** Returns the error for a failed write; its message says what to do. */
  readonly whenFailed: (error: unknown) => Error;
}

/** A log was removed or truncated by another process while it was in use. */
export class ShorterLog extends Error {}

/**
 * An append-only file of checked lines, which are on disk before they count. One process appends at a time; any process
 * may read.
 */
export class CheckedLog {
  private readonly file: string;
  private readonly owner: LogOwner;
  private readonly commit = new GroupCommit((lines) => this.write(lines));
  private writer: FileHandle | null = null;
  /** End of the last whole line. */
  private end = 0;

  /** The file need not exist yet; `catchUp` reads an existing one. */
  constructor(file: string, owner: LogOwner) {
    this.file = file;
    this.owner = owner;
  }

  /**
   * Reads the lines that were not read yet, including those of other processes.
   *
   * @throws the signal's reason; the operating system's error when the file cannot be read
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
   * Appends a line; resolves when it is on disk. Concurrent appends share one write.
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

  /** Closes the file for appending. */
  async close(): Promise<void> {
    await this.commit.idle();
    await this.writer?.close();
    this.writer = null;
  }

  /** @returns the offset of the lines in the file */
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

  /**
   * Removes the remains of a killed writer or a failed write after the last whole line, whichever process wrote them.
   */
  private async cutOff(): Promise<void> {
    await this.catchUp();
    // By name, because Windows does not truncate a file that is open for appending.
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
