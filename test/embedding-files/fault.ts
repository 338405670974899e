import type { DownloadLimits } from "../../src/embedding/model-files/index.ts";
import type { AskedFile } from "../support/http/model-hub.ts";

/** A request with a fault. */
export interface FaultyRequest extends AskedFile {
  /** Resolves when the download has written that many bytes of the file. */
  readonly written: (bytes: number) => Promise<void>;
}

/** A fault in the download of a model. */
export interface Fault {
  readonly name: string;
  /** The request with the fault: `hub config.json`. */
  readonly where: string;
  /** Answers that request; returns false to leave it to the hub. */
  readonly answer: (asked: FaultyRequest) => unknown;
  readonly limits?: Partial<DownloadLimits>;
  /** The message that the user gets; null if the download succeeds nevertheless. */
  readonly sees: RegExp | null;
  /** Number of requests that arrive there; 1 if absent. */
  readonly requests?: number;
}

/** Sends the beginning of a file, with the length of the whole file, and nothing more. */
export function sendBeginning({ content, response }: AskedFile, bytes: number, headers = {}): void {
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": content.length, ...headers });
  response.write(content.subarray(0, bytes));
}

/** Sends the beginning of a file, and ends the connection once it is written. */
export function cutAfter(asked: FaultyRequest, bytes: number, headers = {}): void {
  sendBeginning(asked, bytes, headers);
  void asked.written(bytes).then(() => asked.response.destroy());
}
