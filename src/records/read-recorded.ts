import { readFile } from "node:fs/promises";
import { messageOf } from "../core/errors.ts";
import type { Replayable } from "../core/replay/index.ts";
import { recordedRun } from "./recorded-run.ts";
import { runsIn } from "./run-record-file.ts";

/**
 * Reads recorded runs to replay them: from a file of events, or from the one document that `smcs ask --json` prints.
 *
 * @returns the runs, at least one; a chat's file holds several
 * @throws Error that names the file and what is wrong with it
 */
export async function readRecorded(file: string): Promise<Replayable[]> {
  const text = await readFile(file, "utf8");
  const document = parsed(text);
  const runs = isRecord(document) ? [document] : runsIn(text, file);
  if (runs.length === 0) {
    throw new Error(`${file} holds no run. Give a file of the folder of runs, or what smcs ask --json printed.`);
  }
  try {
    return runs.map(recordedRun);
  } catch (error) {
    throw new Error(`${file} cannot be replayed: ${messageOf(error)}`, { cause: error });
  }
}

/** The JSON document that a text is; undefined when it is none, as several lines of JSON are not. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A record has its runs' references; an event that stands alone in its file has not. */
function isRecord(document: unknown): document is object {
  return typeof document === "object" && document !== null && "references" in document;
}
