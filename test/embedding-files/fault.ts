import { setTimeout as later } from "node:timers";
import type { DownloadLimits } from "../../src/embedding/model-files/index.ts";
import type { AskedFile } from "../support/http/model-hub.ts";

/** One thing that goes wrong while a model is downloaded. */
export interface Fault {
  readonly name: string;
  /** Where it goes wrong: `hub config.json`. */
  readonly where: string;
  /** Answers there; false leaves it to the hub. */
  readonly answer: (asked: AskedFile) => unknown;
  readonly limits?: Partial<DownloadLimits>;
  /** What the user is told; null where the download gets over it. */
  readonly sees: RegExp | null;
  /** Requests that arrive there; one if it is not said. */
  readonly requests?: number;
}

/** A moment for what was sent to arrive before its connection ends. */
const MOMENT_MS = 30;

/** Sends the beginning of a file, with the length of all of it, and nothing more. */
export function sendBeginning({ content, response }: AskedFile, bytes: number, headers = {}): void {
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": content.length, ...headers });
  response.write(content.subarray(0, bytes));
}

/** Sends the beginning of a file, and ends the connection. */
export function cutAfter(asked: AskedFile, bytes: number, headers = {}): void {
  sendBeginning(asked, bytes, headers);
  later(() => asked.response.destroy(), MOMENT_MS).unref();
}
