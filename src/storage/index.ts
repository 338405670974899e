/** What is special about files that must survive a crash, and that only their owner may read; one lock between processes. */
export { renamePatiently, syncFolder, writeFully } from "./durable-files.ts";
export { codeOf, isMissing } from "./error-code.ts";
export { makeFolder, openPrivate, tighten } from "./private-files.ts";
export { isLeftOver, replaceFile } from "./replace-file.ts";
export { takeLock } from "./take-lock.ts";
