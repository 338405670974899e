import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";
import { OUTPUT_LIMIT, type ProgramReply } from "./messages.ts";
import { sleep } from "./clock.ts";

/**
 * Length of error text that is kept: the end of a traceback, which says what happened, or the beginning of an error of
 * JavaScript. In bytes and in characters.
 */
const ERROR_LENGTH = 4000;

/** Writes all bytes, and waits while the pipe is full. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(descriptor, bytes, from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      sleep(1);
    }
  }
}

/** Collects what a program writes, up to the limits. */
export class Output {
  readonly #stdout: Buffer[] = [];
  #stdoutBytes = 0;
  #stderr = "";
  readonly #onFlood: () => void;

  /** @param onFlood called when standard output exceeds its limit; ends the process */
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

  /**
   * Returns the reply with the collected output. Its error is standard error followed by `error`; empty for `finished`.
   */
  reply(status: ProgramReply["status"], error = ""): ProgramReply {
    const stdout = Buffer.concat(this.#stdout).toString();
    const written = Buffer.from(this.#stderr, "latin1").toString().trim();
    const errors = [written, error.slice(0, ERROR_LENGTH)].filter(Boolean).join("\n");
    return { status, stdout, error: status === "finished" ? "" : errors };
  }
}
