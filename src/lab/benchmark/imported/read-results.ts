import { createReadStream } from "node:fs";
import path from "node:path";
import { firstCharacter } from "../../../bank-import/first-character.ts";
import { jsonEntries } from "../../../bank-import/json-entries.ts";
import { type JsonValue, jsonLines } from "../../../bank-import/lines.ts";
import type { BadRow } from "../../../bank-import/validated.ts";
import { messageOf } from "../../../core/errors.ts";
import type { ResultFiles } from "./find-results.ts";
import { publishedReply, type PublishedReply, shareOf } from "./published-reply.ts";

/** Something of a file that was passed over, and why. */
export interface Skipped {
  /** `<file>, entry <number>`, below the folder of the data set's model. */
  readonly where: string;
  readonly reason: string;
}

/** The replies of a model on a data set, one at a time, and what of its files is not usable. Never throws because of it. */
export async function* readResults(
  { dataSet, replies, grades }: ResultFiles,
  signal: AbortSignal,
): AsyncGenerator<PublishedReply | Skipped, void, undefined> {
  const graded = new Map<string, number>();
  if (grades !== null) yield* readGrades(grades, graded, signal);
  for (const file of replies) {
    for await (const entry of entriesOf(file, signal)) {
      if ("where" in entry) {
        yield entry;
        continue;
      }
      const reply = publishedReply(dataSet, entry.value, graded);
      yield typeof reply === "string" ? skipped(file, entry.at, reply) : reply;
    }
  }
}

/** Puts the outcomes of `{"exec_result": [{"task_id", "passed"}]}` into `graded`. */
async function* readGrades(
  file: string,
  graded: Map<string, number>,
  signal: AbortSignal,
): AsyncGenerator<Skipped, void, undefined> {
  for await (const entry of entriesOf(file, signal, "exec_result")) {
    if ("where" in entry) {
      yield entry;
      continue;
    }
    const { task_id: id, passed } = (entry.value ?? {}) as { readonly task_id?: unknown; readonly passed?: unknown };
    const share = shareOf(passed);
    if ((typeof id === "number" || typeof id === "string") && share !== null) graded.set(String(id), share);
    else yield skipped(file, entry.at, "it is no outcome");
  }
}

/** The entries of a file of JSON lines or of one JSON array, which the same names stand for. */
async function* entriesOf(
  file: string,
  signal: AbortSignal,
  under?: string,
): AsyncGenerator<JsonValue | Skipped, void, undefined> {
  try {
    const { character, bytes } = await firstCharacter(createReadStream(file, { signal }));
    const isOne = character === "[" || under !== undefined;
    const entries: AsyncIterable<JsonValue | BadRow> = isOne
      ? jsonEntries(bytes, under === undefined ? {} : { under })
      : jsonLines(bytes);
    for await (const entry of entries) {
      signal.throwIfAborted();
      yield entry.kind === "bad" ? skipped(file, entry.at, entry.reason) : entry;
    }
  } catch (error) {
    signal.throwIfAborted();
    yield skipped(file, 1, `the file cannot be read: ${messageOf(error)}`);
  }
}

function skipped(file: string, at: number, reason: string): Skipped {
  return { where: `${path.basename(file)}, entry ${at}`, reason };
}
