import type { FileHandle } from "node:fs/promises";

const WINDOW_BYTES = 1 << 20;

/** Looks at a file of any size through a window that moves on, so that little of it is in memory. */
export class FileWindow {
  private readonly handle: FileHandle;
  private buffer = Buffer.allocUnsafe(WINDOW_BYTES);
  /** What of the buffer holds the file's bytes from `start` on. */
  private filled = 0;
  private start = 0;

  constructor(handle: FileHandle) {
    this.handle = handle;
  }

  /** The bytes there, without waiting; null when they are not in the window. Valid until the next `load`. */
  peek(offset: number, length: number): Buffer | null {
    const from = offset - this.start;
    return from >= 0 && from + length <= this.filled ? this.buffer.subarray(from, from + length) : null;
  }

  /** Moves the window and gives the bytes there; fewer than `length` where the file ends. Valid until the next call. */
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
