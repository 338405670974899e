import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { EventFile } from "./event-file.ts";
import { foldRuns } from "./read-runs.ts";
import { nameOfRun, tidyRuns } from "./runs-folder.ts";

/** Version of the format of the lines; events and fields may be added without a new version. */
const VERSION = 1;
const header = JSON.stringify({ format: "smcs-run", version: VERSION });
/** Chats have no such line yet; a later version with another format will add one. */
const headerSchema = v.object({ format: v.picklist(["smcs-run", "smcs-chat"]), version: v.number() });

/** The file of one run, written while the run goes on. It never makes a run fail: errors go to `onError`. */
export class RunRecordFile {
  /** Path of the file. */
  readonly file: string;
  private readonly folder: string;
  private readonly runId: string;
  private readonly events: EventFile;

  /**
   * @param folder of all runs' files; created when it is absent
   * @param begun start of the run, for the name of its file; or the file of a run that continues
   * @param onError called once when the file cannot be written
   */
  constructor(folder: string, runId: string, begun: Date | string, onError: (message: string) => void) {
    this.folder = folder;
    this.runId = runId;
    this.file = typeof begun === "string" ? begun : path.join(folder, nameOfRun(begun, runId));
    this.events = new EventFile(this.file, { what: "The run's record", onError, header });
  }

  /** Adds an event; the run's end is written to disk at once. */
  append(event: RunEvent): void {
    this.events.append(this.runId, event);
    if (event.type === "run-end") void this.events.flush(true);
  }

  /** Writes the waiting events, and removes the oldest files of a folder that has grown too large. */
  async close(): Promise<void> {
    await this.events.flush(true);
    await tidyRuns(this.folder, new Date());
  }
}

/**
 * Reads a run's file, complete or not.
 *
 * @throws Error when it is unreadable, holds no run, or was written in a later format
 */
export async function readRun(file: string): Promise<RunRecord> {
  const [run] = runsIn(await readFile(file, "utf8"), file);
  if (run === undefined) throw new Error(`${file} holds no run: not even its beginning was written.`);
  return run;
}

/**
 * Returns the runs in the text of a file of events, a run's own or a chat's.
 *
 * @throws Error when it was written in a later format
 */
export function runsIn(text: string, file: string): RunRecord[] {
  refuseNewer(text.slice(0, text.indexOf("\n")), file);
  return foldRuns(text);
}

/** @throws Error when the first line of a file of events names a later format */
export function refuseNewer(firstLine: string, file: string): void {
  const version = versionOf(firstLine);
  if (version <= VERSION) return;
  throw new Error(`${file} has format ${version}, and this version of SMCS reads up to ${VERSION}. Use a newer one.`);
}

/** Returns the format that the first line names; files without such a line have the first format. */
function versionOf(firstLine: string): number {
  try {
    return v.parse(headerSchema, JSON.parse(firstLine)).version;
  } catch {
    return VERSION;
  }
}
