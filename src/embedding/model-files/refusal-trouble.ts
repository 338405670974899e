import { readRefusal } from "../../chat/transport/complaint.ts";
import { loginWanted } from "../../chat/transport/explain-connection.ts";
import { DownloadTrouble } from "./download-trouble.ts";

/** A server that wants to be left alone for longer is not waited for, in milliseconds. */
const LONGEST_WAIT = 30_000;

const PASSING = [408, 425, 429];

/** What a status that is neither success nor "not found" means. */
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
