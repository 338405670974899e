import { type FileHandle, rm } from "node:fs/promises";
import { BankError } from "../../../core/errors.ts";
import { decodeLine, encodeLine, linesFrom, openPrivate, type Place } from "../../../storage/index.ts";
import { type StagedRecord, StagedRows } from "./staged-rows.ts";

/** Characters buffered before a write. */
const WRITTEN_AT_ONCE = 1 << 20;

/** Bytes per read. Rows are mostly read in file order, and so are the vectors after them. */
const READ_AT_ONCE = 1 << 18;

/** A section of the file, starting at byte `from`. */
interface Window {
  readonly from: number;
  readonly bytes: Buffer;
}

const nothingRead: Window = { from: 0, bytes: Buffer.alloc(0) };

/**
 * The rows of an import that is not merged yet, one line with a checksum each. The file is not synchronised to disk:
 * when a crash of the machine damages a line, that line and everything after it are read from the imported file again.
 */
export class StagingFile {
  readonly rows = new StagedRows();
  private readonly file: string;
  private readonly handle: FileHandle;
  private size = 0;
  private waiting: string[] = [];
  private waitingLength = 0;
  /** The last two sections read: one among the rows, one among the vectors. */
  private windows: readonly [Window, Window] = [nothingRead, nothingRead];

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  /** Opens a staging file with its content, or creates one. */
  static async open(file: string): Promise<StagingFile> {
    const staging = new StagingFile(file, await openPrivate(file, "a+"));
    try {
      await staging.recover();
      return staging;
    } catch (error) {
      await staging.close();
      throw error;
    }
  }

  /** Adds a line. */
  async append(record: StagedRecord): Promise<void> {
    const line = encodeLine(record);
    const bytes = Buffer.byteLength(line) - 1;
    this.rows.add(record, { offset: this.size, bytes });
    this.size += bytes + 1;
    this.waiting.push(line);
    this.waitingLength += line.length;
    if (this.waitingLength >= WRITTEN_AT_ONCE) await this.flush();
  }

  /** Hands all lines to the operating system, so that a killed process loses none of them. */
  async flush(): Promise<void> {
    const text = this.waiting.join("");
    this.waiting = [];
    this.waitingLength = 0;
    if (text !== "") await this.handle.appendFile(text);
  }

  /** @throws BankError when the line is no longer readable */
  async read(place: Place): Promise<StagedRecord> {
    const { from, bytes } = await this.windowOn(place);
    const start = place.offset - from;
    const record = decodeLine(bytes.toString("utf8", start, start + place.bytes));
    if (record === undefined)
      throw new BankError(`${this.file} was changed while it was in use. Import the file again.`);
    // This class wrote the line: otherwise its checksum would not fit.
    return record as StagedRecord;
  }

  /** Closes the file with everything that can still be written, for a later import to resume. */
  async close(): Promise<void> {
    await this.flush().catch(() => undefined);
    await this.handle.close();
  }

  /** Closes and deletes the file. */
  async remove(): Promise<void> {
    await this.handle.close();
    await rm(this.file, { force: true });
  }

  private async windowOn(place: Place): Promise<Window> {
    const end = place.offset + place.bytes;
    const holds = ({ from, bytes }: Window): boolean => from <= place.offset && end <= from + bytes.length;
    const [last, before] = this.windows;
    if (holds(last)) return last;
    const found = holds(before) ? before : await this.newWindow(place);
    this.windows = [found, last];
    return found;
  }

  private async newWindow(place: Place): Promise<Window> {
    await this.flush();
    const bytes = Buffer.allocUnsafe(Math.max(place.bytes, READ_AT_ONCE));
    const { bytesRead } = await this.handle.read(bytes, 0, bytes.length, place.offset);
    return { from: place.offset, bytes: bytes.subarray(0, bytesRead) };
  }

  /** Loads the lines that are whole and cuts off the rest. */
  private async recover(): Promise<void> {
    for await (const { text, offset, bytes } of linesFrom(this.handle, 0)) {
      const record = decodeLine(text);
      if (record === undefined) break;
      this.rows.add(record as StagedRecord, { offset, bytes });
      this.size = offset + bytes + 1;
    }
    const { size } = await this.handle.stat();
    if (this.size < size) await this.handle.truncate(this.size);
  }
}
