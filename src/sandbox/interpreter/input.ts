import { Buffer } from "node:buffer";
import { readSync } from "node:fs";
import { sleep } from "./clock.ts";

/** The process's standard input. Reads are synchronous, because the process does nothing else while it waits. */
export class Input {
  #rest = Buffer.alloc(0);

  /** Returns the next line without its line break; null at the end of the input. */
  line(): string | null {
    const parts: Buffer[] = [];
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) {
        parts.push(this.#rest.subarray(0, end));
        this.#rest = this.#rest.subarray(end + 1);
        return Buffer.concat(parts).toString();
      }
      parts.push(this.#rest);
      const chunk = Buffer.alloc(1 << 16);
      const count = readSome(chunk);
      if (count === 0) return null;
      this.#rest = chunk.subarray(0, count);
    }
  }

  /** Waits for the first byte and fills the array with what is available. Returns the number of bytes; 0 at the end. */
  read(into: Uint8Array): number {
    if (this.#rest.length === 0) return readSome(into);
    const part = this.#rest.subarray(0, into.length);
    into.set(part);
    this.#rest = this.#rest.subarray(part.length);
    return part.length;
  }
}

function readSome(into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      sleep(1);
    }
  }
}
