/** Files that must survive a crash, and that only their owner may read: one log of checked lines, one lock between processes. */
export { decodeLine, encodeLine, linesFrom, type Place } from "./checked-lines.ts";
export { CheckedLog, ShorterLog } from "./checked-log.ts";
export { appendWhole, isLeftOver, renamePatiently, replaceFile, syncFolder, writeFully } from "./durable-files.ts";
export { codeOf, isMissing } from "./error-code.ts";
export { makeFolder, openPrivate, tighten } from "./private-files.ts";
export { type HeldLock, takeLock } from "./take-lock.ts";
