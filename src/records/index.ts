/** The record of every run, written as it happens, and the file of one chat. */
export { ChatFile } from "./chat-file.ts";
export type { EventLine } from "./event-line.ts";
export { joinDeltas } from "./join-deltas.ts";
export { openChat, type OpenedChat } from "./read-chat.ts";
export { readRecorded } from "./read-recorded.ts";
export { foldLines, linesOf } from "./read-runs.ts";
export { recordedRun } from "./recorded-run.ts";
export { readRun, RunRecordFile } from "./run-record-file.ts";
export { filesOfRuns, runFiles } from "./runs-folder.ts";
