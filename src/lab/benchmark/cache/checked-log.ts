import { type FileHandle, open, truncate } from "node:fs/promises";
import path from "node:path";
import { isMissing, makeFolder, openPrivate, syncFolder } from "../../../storage/index.ts";
import { decodeLine, encodeLine } from "../../../bank/store/journal-line.ts";
import { messageOf } from "../../../core/errors.ts";
import { GroupCommit } from "../../../evaluation/replies/group-commit.ts";
import { linesFrom, type Place } from "../../../evaluation/replies/log-lines.ts";
import { CacheError } from "./cache-error.ts";

/** An append-only file of checked lines. One process appends at a time; any may read. */
export class CheckedLog {
  private readonly file: string;
  private readonly commit = new GroupCommit((lines) => this.write(lines));
  private writer: FileHandle | null = null;
  private reader: Promise<FileHandle> | null = null;
  /** Where the last whole line ends. */
  private end = 0;

  private constructor(file: string) {
    this.file = file;
  }

  /**
   * Reads a log to its end; there need not be one yet. What a killed writer left behind the last whole line is no line.
   *
   * @param onLine gets each line's value, undefined where the line is damaged
   */
  static async open(file: string, onLine: (value: unknown, place: Place) => void): Promise<CheckedLog> {
    const log = new CheckedLog(file);
    const handle = await open(file, "r").catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (handle === null) return log;
    try {
      for await (const { text, offset, bytes } of linesFrom(handle, 0)) {
        onLine(decoded(text), { offset, bytes });
        log.end = offset + bytes + 1;
      }
    } finally {
      await handle.close();
    }
    return log;
  }

  /**
   * Appends a line; resolves when the disk has it. Lines at the same time share one write.
   *
   * @throws CacheError when it cannot be written
   */
  async append(value: object): Promise<Place> {
    const line = encodeLine(value);
    const offset = await this.commit.add(line);
    return { offset, bytes: Buffer.byteLength(line) - 1 };
  }

  /** Reads a line's value; undefined when it is damaged. */
  async read({ offset, bytes }: Place): Promise<unknown> {
    const handle = await (this.reader ??= open(this.file, "r"));
    const buffer = Buffer.alloc(bytes);
    await handle.read(buffer, 0, bytes, offset);
    return decoded(buffer.toString("utf8"));
  }

  /** Ends appending and reading. */
  async close(): Promise<void> {
    await this.commit.idle();
    await this.writer?.close();
    await (await this.reader)?.close();
    this.writer = this.reader = null;
  }

  /** @returns where the lines begin in the file */
  private async write(lines: string): Promise<number> {
    try {
      this.writer ??= await openForAppending(this.file);
      const { size } = await this.writer.stat();
      // By name, since Windows does not truncate a file that is open for appending.
      if (size > this.end) await truncate(this.file, this.end);
      await this.writer.appendFile(lines);
      await this.writer.datasync();
    } catch (error) {
      throw new CacheError(
        `${this.file} cannot be written (${messageOf(error)}). What was kept before is safe. Make room on the disk or allow writing there; the same command then goes on.`,
        { cause: error },
      );
    }
    const at = this.end;
    this.end += Buffer.byteLength(lines);
    return at;
  }
}

async function openForAppending(file: string): Promise<FileHandle> {
  const folder = path.dirname(file);
  await makeFolder(folder);
  const handle = await openPrivate(file, "a+");
  await syncFolder(folder);
  return handle;
}

function decoded(line: string): unknown {
  try {
    return decodeLine(line);
  } catch {
    return undefined;
  }
}
