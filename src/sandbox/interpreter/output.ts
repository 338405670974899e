import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";
import { OUTPUT_LIMIT, type ProgramReply } from "./messages.ts";

/** How much of a traceback is kept: its end says what happened. Of an error of JavaScript, its beginning. */
const ERROR_LENGTH = 4000;

/** Writes all bytes, waiting where the pipe is full. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(descriptor, bytes, from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** What a program writes, up to the limits. */
export class Output {
  readonly #stdout: Buffer[] = [];
  #stdoutBytes = 0;
  #stderr = "";
  readonly #onFlood: () => void;

  /** @param onFlood called when standard output has passed its limit; ends the process */
  constructor(onFlood: () => void) {
    this.#onFlood = onFlood;
  }

  write(descriptor: number, bytes: Uint8Array): void {
    if (descriptor === 2) {
      this.#stderr = (this.#stderr + Buffer.from(bytes).toString("latin1")).slice(-ERROR_LENGTH);
      return;
    }
    this.#stdoutBytes += bytes.length;
    if (this.#stdoutBytes > OUTPUT_LIMIT) this.#onFlood();
    else this.#stdout.push(Buffer.from(bytes));
  }

  /** The reply with what was written; `error` stands in for a silent standard error. */
  reply(status: ProgramReply["status"], error = ""): ProgramReply {
    const stdout = Buffer.concat(this.#stdout).toString();
    const written = Buffer.from(this.#stderr, "latin1").toString().trim();
    const errors = [written, error.slice(0, ERROR_LENGTH)].filter(Boolean).join("\n");
    return { status, stdout, error: status === "finished" ? "" : errors };
  }
}
