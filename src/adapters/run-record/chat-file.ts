import { readFile } from "node:fs/promises";
import type { RunRecord } from "../../core/run-record.ts";
import { EventFile } from "./event-file.ts";
import { foldRuns } from "./read-runs.ts";

/** The file of one chat: the events of its runs, and of the choices that come long after them. */
export class ChatFile extends EventFile {
  /** @param onError told once when the file cannot be written; the chat goes on in memory, and writing is tried again */
  constructor(file: string, onError: (message: string) => void) {
    super(file, { what: "The chat", onError });
  }
}

/** Reads a chat back: its runs in the order they were asked; none when the file does not exist. */
export async function readChat(file: string): Promise<RunRecord[]> {
  return foldRuns(await readFile(file, "utf8").catch(() => ""));
}
