import { stat } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../core/errors.ts";
import type { RunEvent } from "../core/record/index.ts";
import { appendWhole, makeFolder, openPrivate } from "../storage/index.ts";
import { encodeEvent, type EventLine } from "./event-line.ts";
import { joinDeltas } from "./join-deltas.ts";

/** How long events wait for others before they are written together. */
const FLUSH_MS = 250;
/** How much text of replies, in UTF-16 units, may wait. */
const FLUSH_LENGTH = 65_536;

/** Options for writing a file of events. */
interface EventFileOptions {
  /** Name of the file's content in messages: `The chat`. */
  readonly what: string;
  /** Called once when the file cannot be written; events then wait in memory, and writing is retried. */
  readonly onError: (message: string) => void;
  /** The first line of a new file, without its newline. */
  readonly header?: string;
}

/**
 * A file of run events: JSON Lines, append-only, readable only by its owner. If the process is killed, at most the last
 * quarter of a second is lost. The file is closed between writes, so that unused objects keep no file open.
 */
export class EventFile {
  private readonly file: string;
  private readonly options: EventFileOptions;
  private waiting: EventLine[] = [];
  private length = 0;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  /** End of this object's last line. */
  private end = -1;
  /** Last known length of the file; null before the first check. */
  private known: number | null = null;
  private failing = false;

  constructor(file: string, options: EventFileOptions) {
    this.file = file;
    this.options = options;
  }

  /** Adds an event of a run. */
  append(runId: string, event: RunEvent): void {
    this.waiting.push({ runId, event });
    this.length += "thinking" in event ? event.text.length + event.thinking.length : 0;
    if (this.length >= FLUSH_LENGTH && !this.failing) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes the waiting events. Resolves after the attempt; with `sync`, once they are on disk. */
  flush(sync = false): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write(sync));
    return this.writing;
  }

  /** Records the length of the file when it was read, in bytes, so that later writes by others are detected. */
  protected wasRead(bytes: number): void {
    this.known = bytes;
  }

  /** Returns whether another process has written to the file, or removed it, since the last call or the last read. */
  async changedElsewhere(): Promise<boolean> {
    await this.writing;
    const size = await stat(this.file).then(
      (found) => found.size,
      () => 0,
    );
    const changed = this.known !== null && this.known !== size;
    this.known = size;
    return changed;
  }

  private async write(sync: boolean): Promise<void> {
    const lines = joinDeltas(this.waiting);
    if (lines.length === 0) return;
    [this.waiting, this.length] = [[], 0];
    try {
      await makeFolder(path.dirname(this.file));
      await this.appendText(lines.map(encodeEvent).join(""), sync);
      this.failing = false;
    } catch (error) {
      this.waiting = [...lines, ...this.waiting];
      const { what, onError } = this.options;
      if (!this.failing) onError(`${what} could not be saved in ${this.file}: ${messageOf(error)}`);
      this.failing = true;
    }
  }

  /** Appends all of the text or nothing: after a failure the write is retried, and the text must not occur twice. */
  private async appendText(text: string, sync: boolean): Promise<void> {
    const handle = await openPrivate(this.file, "a");
    try {
      const { size } = await handle.stat();
      const bytes = Buffer.from(this.opening(size) + text);
      await appendWhole(handle, bytes, size);
      this.end = size + bytes.length;
      // Writes by others in between stay detectable.
      if (this.known === null || this.known === size) this.known = this.end;
      if (sync) await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  private opening(size: number): string {
    const { header } = this.options;
    if (size === 0) return header === undefined ? "" : `${header}\n`;
    // The last line of a killed process may have no end. Without this newline, the first new line would be lost with
    // it.
    return size === this.end ? "" : "\n";
  }
}
