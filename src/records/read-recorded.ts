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

/**
 * Returns the JSON document in a text; undefined when the text is not one document, for example several lines of JSON.
 */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns whether a document is a record: a record has references, and a single event does not. */
function isRecord(document: unknown): document is object {
  return typeof document === "object" && document !== null && "references" in document;
}
