import { statfs } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../../core/errors.ts";
import { causes, connectionTrouble, isUntrusted, loginWanted, readRefusal, SetupError } from "../../failures/index.ts";
import { codeOf } from "../../storage/index.ts";

/** Further facts about a failed download. */
interface TroubleDetails {
  /** Whether a retry a little later may succeed. */
  readonly transient?: boolean;
  /** How long the server asks clients to wait, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** What to do about it, in sentences; absent: advice that helps against most network problems. */
  readonly advice?: string | null;
  /** The host concerned, if it is not the hub itself. */
  readonly host?: string | null;
}

/** Why a file did not arrive; the message is a clause without file, host and full stop. */
export class DownloadTrouble extends Error {
  override readonly name = "DownloadTrouble";
  readonly transient: boolean;
  readonly retryAfterMs: number | null;
  readonly advice: string | null;
  readonly host: string | null;

  constructor(
    what: string,
    { transient = false, retryAfterMs = null, advice = null, host = null }: TroubleDetails = {},
  ) {
    super(what);
    this.transient = transient;
    this.retryAfterMs = retryAfterMs;
    this.advice = advice;
    this.host = host;
  }

  /** Returns the same trouble with the host where it occurred. */
  at(host: string | null): DownloadTrouble {
    const { transient, retryAfterMs, advice } = this;
    return new DownloadTrouble(this.message, { transient, retryAfterMs, advice, host });
  }
}

const NAME_THE_ISSUER =
  "If your company's proxy signs certificates, name the file with the issuer's certificate in the variable NODE_EXTRA_CA_CERTS and restart the editor.";

/** Returns the trouble for any error that was thrown while a file was requested, received and stored. */
export function troubleOf(thrown: unknown, connectMs: number): DownloadTrouble {
  if (thrown instanceof DownloadTrouble) return thrown;
  // Errors of the file system come directly; network errors come wrapped.
  if (thrown instanceof Error && "syscall" in thrown) return diskTrouble(thrown);
  const chain = [...causes(thrown)];
  const setup = chain.find((cause) => cause instanceof SetupError);
  if (setup !== undefined) return new DownloadTrouble(setup.message.replace(/\.$/, ""), { advice: "" });
  const trouble = connectionTrouble(thrown, connectMs);
  if (trouble === null) {
    const reason = chain.map((cause) => cause.code).find((one) => typeof one === "string");
    return new DownloadTrouble(`the connection broke off (${reason ?? messageOf(thrown)})`, { transient: true });
  }
  const { what, transient } = trouble;
  if (isUntrusted(thrown)) return new DownloadTrouble(what, { advice: NAME_THE_ISSUER });
  return new DownloadTrouble(what, { transient, ...(trouble === loginWanted ? { advice: trouble.advice } : {}) });
}

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];
const NOT_WRITABLE = ["EROFS", "EACCES", "EPERM", "ENOTDIR"];

const MB = 2 ** 20;

/** Returns the trouble for an error of the file system. */
function diskTrouble(error: Error): DownloadTrouble {
  const code = codeOf(error) ?? "";
  if (NO_ROOM.includes(code)) return fullDisk(code);
  if (!NOT_WRITABLE.includes(code)) return new DownloadTrouble(messageOf(error), { advice: "Try again." });
  return new DownloadTrouble(`it cannot be stored (${messageOf(error)})`, { advice: "Allow writing to that folder." });
}

/** @param bytesNeeded how many bytes are missing */
function noRoomFor(bytesNeeded: number): DownloadTrouble {
  return fullDisk(`${Math.ceil(bytesNeeded / MB)} MB more are needed`);
}

function fullDisk(detail: string): DownloadTrouble {
  return new DownloadTrouble(`the disk is full (${detail})`, { advice: "Make room and try again." });
}

/** Longest wait that a server may ask for before the download fails, in milliseconds. */
const LONGEST_WAIT = 30_000;

const PASSING = [408, 425, 429];

/** Returns the trouble for a status that is neither success nor "not found". */
export function refusalTrouble(response: Response): DownloadTrouble {
  const { status, headers } = response;
  const code = headers.get("x-error-code");
  if (code === "RepoNotFound") {
    return new DownloadTrouble("there is no such model", { advice: "Correct smcs.embedding.model." });
  }
  if (status === 407) return new DownloadTrouble(loginWanted.what, { advice: loginWanted.advice });
  if (status === 401 || status === 403) {
    return new DownloadTrouble(`access is denied (HTTP ${status})`, {
      advice:
        "The model may be private, or its licence must be accepted first: download it yourself and name its folder in smcs.embedding.modelFolder, or choose another one in smcs.embedding.model.",
    });
  }
  const { retryAfterMs } = readRefusal(status, "", headers);
  const passing = status >= 500 || PASSING.includes(status);
  const transient = passing && (retryAfterMs ?? 0) <= LONGEST_WAIT;
  const what = status === 429 ? "it is asked too often here" : passing ? "it is overloaded or broken" : "it refuses";
  return new DownloadTrouble(`${what} (HTTP ${status})`, { transient, retryAfterMs });
}

/** Advice for a network that sends its own page in place of every response. */
export const LOG_IN = "If this network wants a login in the browser first, log in and try again.";

/** @throws DownloadTrouble for a page in place of a file */
export function refuseWebPage({ headers }: Response): void {
  if (!/^text\/html\b/i.test(headers.get("content-type") ?? "")) return;
  throw new DownloadTrouble("a web page came instead of the file", { advice: LOG_IN });
}

/** @throws DownloadTrouble when the disk has no room for this many more bytes of a file */
export async function refuseWithoutRoom(target: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(target));
  if (bytes > bavail * bsize) throw noRoomFor(bytes);
}

/** @throws DownloadTrouble when the files of a model exceed the download limit */
export function refuseTooLarge(bytes: number, allowed: number): void {
  if (bytes <= allowed) return;
  throw new DownloadTrouble("the model is larger than what is downloaded", {
    advice: "Choose a smaller one in smcs.embedding.model, or download it yourself and set smcs.embedding.modelFolder.",
  });
}
