import { BankError, messageOf } from "../../core/errors.ts";
import { codeOf } from "../../storage/index.ts";

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];
const NOT_WRITABLE = ["EROFS", "EACCES", "EPERM"];

/**
 * Returns the error to report when writing the bank's files failed: a BankError for failures of the file system.
 * Others, such as a cancelled import, are returned unchanged.
 */
export function storageFailure(error: unknown, bankFolder: string): unknown {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error && "syscall" in error)) return error;
  if (NO_ROOM.includes(code)) {
    return new BankError(
      `The disk that holds the question bank in ${bankFolder} is full (${code}). Nothing was stored, and the bank is as it was. Make room and try again.`,
      { cause: error },
    );
  }
  if (NOT_WRITABLE.includes(code)) {
    return new BankError(
      `The question bank in ${bankFolder} cannot be written (${code}), and is as it was. Allow writing to this folder, or choose another for the bank.`,
      { cause: error },
    );
  }
  if (code === "ENOTDIR") {
    return new BankError(
      `There can be no question bank in ${bankFolder} (${code}): a file is where a folder would be. Choose another folder for the bank.`,
      { cause: error },
    );
  }
  return new BankError(`The question bank in ${bankFolder} was not changed: ${messageOf(error)}. Try again.`, {
    cause: error,
  });
}
