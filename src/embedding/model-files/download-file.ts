import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { open } from "node:fs/promises";
import { makeFolder, writeFully } from "../../storage/index.ts";
import { RequestAbort } from "../../limits/index.ts";
import { factsOf, type FileFacts, startOf } from "./file-facts.ts";
import {
  DownloadTrouble,
  refusalTrouble,
  refuseTooLarge,
  refuseWebPage,
  refuseWithoutRoom,
  troubleOf,
} from "./download-trouble.ts";
import { followRedirects } from "./follow-redirects.ts";
import type { Hub } from "./hub.ts";

/** Retries after the first attempt. */
const MORE_TRIES = 2;

/**
 * Downloads one file. After an interruption the download is retried, and resumes where it ended if the server supports
 * that.
 *
 * @returns what the hub says about the downloaded file; null when the hub has no file of that name
 * @throws DownloadTrouble when the download failed; the signal's reason
 */
export async function downloadFile(order: FileOrder): Promise<FileFacts | null> {
  const { limits } = order.hub;
  const part: ArrivedPart = { bytes: 0, entityTag: null, host: null };
  await makeFolder(path.dirname(order.target));
  for (let tries = 0; ; tries++) {
    try {
      return await receiveFile(order, part);
    } catch (error) {
      order.signal.throwIfAborted();
      const trouble = troubleOf(error, limits.connectMs);
      if (!trouble.transient || tries === MORE_TRIES) throw trouble.at(part.host);
      await pause(trouble.retryAfterMs ?? limits.pauseMs * 2 ** tries, undefined, { signal: order.signal });
    }
  }
}

/** One file to be downloaded. */
interface FileOrder {
  readonly hub: Hub;
  readonly url: URL;
  /** Path of the downloaded file. */
  readonly target: string;
  /** Maximum size of the file. */
  readonly bytesLeft: number;
  /** Called after each piece. @param size of the whole file, null while unknown */
  readonly onBytes: (received: number, size: number | null) => void;
  readonly signal: AbortSignal;
}

/** The part of a file that has arrived. */
interface ArrivedPart {
  bytes: number;
  /** Identifies the version that the rest must belong to; null when the server cannot resume. */
  entityTag: string | null;
  /** The host of the last request; null before the first. */
  host: string | null;
}

/**
 * Requests a file, or the missing rest of it, once, and appends what arrives.
 *
 * @param part always updated, so that a retry can resume
 * @returns what the hub says about the file; null when it has no file of that name
 * @throws DownloadTrouble, or errors of the network and the disk, when the file is not complete
 */
async function receiveFile(order: FileOrder, part: ArrivedPart): Promise<FileFacts | null> {
  const { hub, url, target, bytesLeft, onBytes, signal } = order;
  const { firstByteMs, idleMs } = hub.limits;
  const patience = new Patience(signal);
  try {
    patience.wait(firstByteMs, new DownloadTrouble(`no answer within ${firstByteMs / 1000} s`));
    const onHost = (host: string): void => {
      part.host = host;
    };
    const answer = await followRedirects(hub, { url, headers: headersFor(part), onHost }, patience.signal);
    const { last } = answer;
    if (last.status === 404) return null;
    beginWhereItBegins(last, part);
    if (!last.ok) throw refusalTrouble(last);
    refuseWebPage(last);
    const facts = factsOf(answer, hub);
    refuseTooLarge(facts.bytes ?? 0, bytesLeft);
    await refuseWithoutRoom(target, (facts.bytes ?? 0) - part.bytes);
    const silence = new DownloadTrouble(`nothing came for ${idleMs / 1000} s`, { transient: true });
    await append(target, part, last, () => {
      refuseTooLarge(part.bytes, bytesLeft);
      onBytes(part.bytes, facts.bytes);
      patience.wait(idleMs, silence);
    });
    checkLength(part.bytes, facts.bytes);
    return facts;
  } finally {
    patience.end();
  }
}

function headersFor({ bytes, entityTag }: ArrivedPart): Record<string, string> {
  // A compressed file would come without its length.
  const headers = { "accept-encoding": "identity" };
  if (bytes === 0 || entityTag === null) return headers;
  return { ...headers, range: `bytes=${bytes}-`, "if-range": entityTag };
}

/** Records where the response begins: a server that has another version, or cannot resume, sends the whole file. */
function beginWhereItBegins(response: Response, part: ArrivedPart): void {
  const start = startOf(response);
  if (response.status === 416 || (start !== null && start !== part.bytes)) {
    part.entityTag = null;
    throw new DownloadTrouble("it does not continue from where it was asked to", { transient: true });
  }
  if (!response.ok) return;
  if (start === null) part.bytes = 0;
  const tag = response.headers.get("etag");
  part.entityTag = tag?.startsWith("W/") === true ? null : tag;
}

/**
 * Appends a body to the file and synchronises it to disk.
 *
 * @param onPiece called before the first piece and after each
 */
async function append(target: string, part: ArrivedPart, { body }: Response, onPiece: () => void): Promise<void> {
  const handle = await open(target, part.bytes === 0 ? "w" : "a");
  try {
    onPiece();
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
      await writeFully(handle, piece);
      part.bytes += piece.byteLength;
      onPiece();
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function checkLength(received: number, size: number | null): void {
  if (size === null || received === size) return;
  throw new DownloadTrouble(`${received} bytes came of ${size}`, { transient: received < size });
}

/** Aborts a request when an expected event does not come in time. */
class Patience {
  private readonly abort: RequestAbort;
  private timer: NodeJS.Timeout | undefined;

  /** @param outer aborts the request too */
  constructor(outer: AbortSignal) {
    this.abort = new RequestAbort(outer);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Starts a new timeout. @param trouble the signal's reason after the timeout */
  wait(milliseconds: number, trouble: DownloadTrouble): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.abort.abort(trouble);
    }, milliseconds);
  }

  /** Ends the request and drops the rest of it. */
  end(): void {
    clearTimeout(this.timer);
    this.abort.release();
    this.abort.abort(null);
  }
}
