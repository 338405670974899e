/** What is special about files that must survive a crash, and that only their owner may read; one lock between processes. */
export { isLeftOver, renamePatiently, replaceFile, syncFolder, writeFully } from "./durable-files.ts";
export { codeOf, isMissing } from "./error-code.ts";
export { makeFolder, openPrivate, tighten } from "./private-files.ts";
export { type HeldLock, takeLock } from "./take-lock.ts";
