import { codeOf } from "../../storage/index.ts";
import { messageOf } from "../../core/errors.ts";
import { DownloadTrouble } from "./download-trouble.ts";

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];
const NOT_WRITABLE = ["EROFS", "EACCES", "EPERM", "ENOTDIR"];

const MB = 2 ** 20;

/** What the file system's refusal means for a download. */
export function diskTrouble(error: Error): DownloadTrouble {
  const code = codeOf(error) ?? "";
  if (NO_ROOM.includes(code)) return fullDisk(code);
  if (!NOT_WRITABLE.includes(code)) return new DownloadTrouble(messageOf(error), { advice: "Try again." });
  return new DownloadTrouble(`it cannot be stored (${messageOf(error)})`, { advice: "Allow writing to that folder." });
}

/** @param bytesNeeded more than there is room for */
export function noRoomFor(bytesNeeded: number): DownloadTrouble {
  return fullDisk(`${Math.ceil(bytesNeeded / MB)} MB more are needed`);
}

function fullDisk(detail: string): DownloadTrouble {
  return new DownloadTrouble(`the disk is full (${detail})`, { advice: "Make room and try again." });
}
