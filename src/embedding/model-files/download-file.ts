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

/** Tries after the first one. */
const MORE_TRIES = 2;

/**
 * Fetches one file. What breaks off is tried again, and goes on where it ended if the server can do that.
 *
 * @returns what the hub says about the file that is now there; null when the hub has none of that name
 * @throws DownloadTrouble when it did not come; the signal's reason
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

/** One file that is to be fetched. */
interface FileOrder {
  readonly hub: Hub;
  readonly url: URL;
  /** Where it goes. */
  readonly target: string;
  /** How large it may be. */
  readonly bytesLeft: number;
  /** Told after each piece. @param size of the whole file, null while unknown */
  readonly onBytes: (received: number, size: number | null) => void;
  readonly signal: AbortSignal;
}

/** What has arrived of a file. */
interface ArrivedPart {
  bytes: number;
  /** Names the version that the rest must be of; null where the server cannot go on in the middle. */
  entityTag: string | null;
  /** The host that was asked last; null for none yet. */
  host: string | null;
}

/**
 * Asks once for a file, or for what is still missing of it, and appends what comes.
 *
 * @param part brought up to date whatever happens, so that another try can go on
 * @returns what the hub says about the file; null when it has none of that name
 * @throws DownloadTrouble and what the network and the disk throw, when the file is not complete
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

/** Notes where the answer begins: a server that has another version, or cannot go on in the middle, sends all of it. */
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

/** Appends a body to what is there of the file, and has the disk keep it. @param onPiece before the first, and after each */
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

/** Aborts a request when what is waited for does not come in time. */
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

  /** Waits anew: so many milliseconds from now. @param trouble the signal's reason when they are over */
  wait(milliseconds: number, trouble: DownloadTrouble): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.abort.abort(trouble);
    }, milliseconds);
  }

  /** Ends the request, whatever of it is still on its way. */
  end(): void {
    clearTimeout(this.timer);
    this.abort.release();
    this.abort.abort(null);
  }
}
