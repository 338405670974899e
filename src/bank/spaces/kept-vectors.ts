import { type FileHandle, open, rm } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../core/errors.ts";
import { appendWhole, isMissing, openPrivate, renamePatiently, syncFolder } from "../../storage/index.ts";
import {
  decodeHeader,
  encodeHeader,
  encodeRecord,
  keptFile,
  type KeptHeader,
  keyOfRecord,
  LONGEST_HEADER,
  recordBytes,
  vectorOfRecord,
} from "./kept-file.ts";

/** A vector at most this far behind the last one is read together with everything in between; others are read alone. */
const AHEAD_BYTES = 1 << 18;

const WINDOW_BYTES = 1 << 20;

/**
 * Vectors of one space in their own file beside the generations: found by their text, appended, never changed. Only the
 * keys and the positions of the records are in memory.
 */
export class KeptVectors {
  readonly space: string;
  readonly file: string;
  private readonly handle: FileHandle;
  private readonly mayWrite: boolean;
  private readonly window: FileWindow;
  private header: KeptHeader | null = null;
  private readonly numbers = new Map<string, number>();
  /** Length of the file up to the last whole record. */
  private bytes = 0;
  private lastRead = 0;

  private constructor(file: string, space: string, handle: FileHandle, mayWrite: boolean) {
    this.file = file;
    this.space = space;
    this.handle = handle;
    this.mayWrite = mayWrite;
    this.window = new FileWindow(handle);
  }

  /**
   * Opens the kept vectors of a space for reading while others may write. Resolves with null when there are no usable
   * ones.
   */
  static async read(bankFolder: string, space: string): Promise<KeptVectors | null> {
    const file = keptFile(bankFolder, space);
    const handle = await open(file, "r").catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (handle === null) return null;
    const kept = new KeptVectors(file, space, handle, false);
    if (await kept.load()) return kept;
    await kept.close();
    return null;
  }

  /**
   * Opens the kept vectors of a space for appending; the caller holds the file's lock. A torn end is cut off. A file of
   * another kind or space is moved away.
   */
  static async write(bankFolder: string, space: string): Promise<KeptVectors> {
    const file = keptFile(bankFolder, space);
    for (let tries = 1; ; tries++) {
      const kept = new KeptVectors(file, space, await openPrivate(file, "a+"), true);
      try {
        const { size } = await kept.handle.stat();
        const usable = size === 0 || (await kept.load());
        if (usable && size > kept.bytes) await kept.handle.truncate(kept.bytes);
        if (usable) return kept;
        if (tries > 1) throw new BankError(`${file} cannot be used. Delete it and try again.`);
      } catch (error) {
        await kept.close();
        throw error;
      }
      await kept.close();
      await renamePatiently(file, `${file}.unusable-${Date.now()}`);
    }
  }

  /** d; 0 without a vector. */
  get dimension(): number {
    return this.header?.dimension ?? 0;
  }

  /** How many texts have a vector. */
  get size(): number {
    return this.numbers.size;
  }

  has(key: string): boolean {
    return this.numbers.has(key);
  }

  /** Returns the vector of a key in its own memory; null when there is none, or when the file was changed meanwhile. */
  async get(key: string): Promise<Float32Array | null> {
    const number = this.numbers.get(key);
    if (number === undefined || this.header === null) return null;
    const length = recordBytes(this.header.dimension);
    const record = await this.recordAt(this.header.bytes + number * length, length);
    return record.length === length && keyOfRecord(record) === key ? vectorOfRecord(record) : null;
  }

  /**
   * Appends vectors of norm 1, all of them or none.
   *
   * @throws BankError when a vector differs in length from the others, or another process writes; errors of the file
   * system
   */
  async append(vectors: readonly (readonly [key: string, vector: Float32Array])[]): Promise<void> {
    const [first] = vectors;
    if (first === undefined) return;
    const dimension = this.dimension || first[1].length;
    const other = vectors.find(([, vector]) => vector.length !== dimension);
    if (other !== undefined) {
      throw new BankError(
        `The vectors of ${this.space} in ${this.file} have ${dimension} numbers, a new one has ${other[1].length}. ` +
          "Delete that file if the embedding model is another one now, and try again.",
      );
    }
    if ((await this.handle.stat()).size !== this.bytes) {
      throw new BankError(`${this.file} was changed by another process. Try again.`);
    }
    const header = this.header ?? { space: this.space, dimension, bytes: encodeHeader(this.space, dimension).length };
    const start = this.header === null ? [encodeHeader(this.space, dimension)] : [];
    const added = Buffer.concat([...start, ...vectors.map(([key, vector]) => encodeRecord(key, vector))]);
    await appendWhole(this.handle, added, this.bytes);
    this.header = header;
    this.bytes += added.length;
    const length = recordBytes(dimension);
    const next = (this.bytes - header.bytes) / length - vectors.length;
    for (const [index, [key]] of vectors.entries()) this.numbers.set(key, next + index);
  }

  /** Synchronises the file to disk, so that a crash of the machine loses no added vector. */
  async sync(): Promise<void> {
    await this.handle.datasync();
    await syncFolder(path.dirname(this.file));
  }

  /** Closes the file. Deletes it when it was opened for writing and is empty. */
  async close(): Promise<void> {
    const empty = this.mayWrite && (await this.handle.stat()).size === 0;
    await this.handle.close();
    if (empty) await rm(this.file, { force: true });
  }

  /** Loads the keys of the file; returns false when the file is unusable. */
  private async load(): Promise<boolean> {
    const start = Buffer.from(await this.window.load(0, LONGEST_HEADER));
    const header = decodeHeader(start);
    if (header?.space !== this.space) return false;
    this.header = header;
    const length = recordBytes(header.dimension);
    for (let number = 0; ; number++) {
      const at = header.bytes + number * length;
      const record = this.window.peek(at, length) ?? (await this.window.load(at, length));
      if (record.length < length) {
        this.bytes = at;
        return true;
      }
      const key = keyOfRecord(record);
      if (key !== null) this.numbers.set(key, number);
    }
  }

  private async recordAt(offset: number, length: number): Promise<Buffer> {
    const ahead = offset - this.lastRead;
    this.lastRead = offset;
    const seen = this.window.peek(offset, length);
    if (seen !== null) return seen;
    if (ahead >= 0 && ahead <= AHEAD_BYTES) return this.window.load(offset, length);
    const alone = Buffer.alloc(length);
    const { bytesRead } = await this.handle.read(alone, 0, length, offset);
    return alone.subarray(0, bytesRead);
  }
}

/** Reads a file of any size through a moving window, so that little of it is in memory. */
class FileWindow {
  private readonly handle: FileHandle;
  private buffer = Buffer.allocUnsafe(WINDOW_BYTES);
  /** How many bytes of the buffer hold the file's content from `start`. */
  private filled = 0;
  private start = 0;

  constructor(handle: FileHandle) {
    this.handle = handle;
  }

  /**
   * Returns the bytes at a position without waiting; null when they are outside the window. Valid until the next
   * `load`.
   */
  peek(offset: number, length: number): Buffer | null {
    const from = offset - this.start;
    return from >= 0 && from + length <= this.filled ? this.buffer.subarray(from, from + length) : null;
  }

  /**
   * Moves the window and returns the bytes at a position; fewer than `length` at the end of the file. Valid until the
   * next call.
   */
  async load(offset: number, length: number): Promise<Buffer> {
    const from = offset - this.start;
    const kept = from >= 0 && from < this.filled ? this.filled - from : 0;
    const old = this.buffer;
    if (length > old.length || old.length > WINDOW_BYTES) {
      this.buffer = Buffer.allocUnsafe(Math.max(WINDOW_BYTES, length));
    }
    if (kept > 0) old.copy(this.buffer, 0, from, from + kept);
    this.start = offset;
    this.filled = kept;
    while (this.filled < this.buffer.length) {
      const room = this.buffer.length - this.filled;
      const { bytesRead } = await this.handle.read(this.buffer, this.filled, room, offset + this.filled);
      if (bytesRead === 0) break;
      this.filled += bytesRead;
    }
    return this.buffer.subarray(0, Math.min(length, this.filled));
  }
}
