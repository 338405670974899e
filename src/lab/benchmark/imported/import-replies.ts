import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "../../../storage/index.ts";
import { messageOf } from "../../../core/errors.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import { type FoundResults, stampOf, type ResultFiles } from "./find-results.ts";
import { plainName, type PublishedReply, publishedReply, shareOf } from "./published-reply.ts";
import { fileOf, IMPORTED, readList, type ReplyList, ReplyWriter } from "./reply-file.ts";
import { createReadStream } from "node:fs";
import { type BadRow, firstCharacter, jsonEntries, jsonLines, type JsonValue } from "../../../row-files/index.ts";

/** The result of an import. */
export interface ImportedReplies {
  readonly models: readonly (ReplyList & {
    /** Whether the store already held these very files. */
    readonly unchanged: boolean;
  })[];
  readonly notes: readonly string[];
}

/** Milliseconds after which an unfinished file belongs to no running import. */
const LEFT_OVER_MS = 60 * 60 * 1000;

/**
 * Reads the authors' published replies into the store, model by model. A model whose files are in the store already is
 * skipped, so an import that was stopped continues where it was.
 *
 * @param onModel called before each model, with its number from 0
 * @throws BenchmarkError when the store cannot be written; the signal's reason
 */
export async function importReplies(
  { models: found, notes }: FoundResults,
  cacheFolder: string,
  signal: AbortSignal,
  onModel: (model: string, at: number, of: number) => void = () => undefined,
): Promise<ImportedReplies> {
  const models: ImportedReplies["models"][number][] = [];
  try {
    await removeLeftOvers(path.join(cacheFolder, IMPORTED));
    for (const [at, each] of found.entries()) {
      signal.throwIfAborted();
      onModel(each.model, at, found.length);
      const stamp = await stampOf(each.results);
      const file = fileOf(cacheFolder, each.model);
      const stored = await readList(file).catch(() => null);
      if (stored?.stamp === stamp && stored.model === each.model) models.push({ ...stored, unchanged: true });
      else models.push({ ...(await importModel(each, stamp, file, signal)), unchanged: false });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (codeOf(error) === undefined) throw error;
    const what = `The store in ${cacheFolder} cannot be written (${messageOf(error)}). What was imported before is as it was. Make room or allow writing there; the same command then goes on.`;
    throw new BenchmarkError(what, { cause: error });
  }
  return { models, notes };
}

async function importModel(
  { model, results }: FoundResults["models"][number],
  stamp: string,
  file: string,
  signal: AbortSignal,
): Promise<ReplyList> {
  const writer = await ReplyWriter.open(file);
  try {
    const passedOver = new PassedOver();
    for (const files of results) {
      const seen = new Set<string>();
      for await (const entry of readResults(files, signal)) {
        if ("where" in entry) passedOver.add(files.dataSet, entry.reason, entry.where);
        else if (seen.size === seen.add(keyOf(files.dataSet, entry)).size) {
          passedOver.add(files.dataSet, "the question has a reply already", entry.question ?? entry.id ?? "");
        } else await writer.add(files.dataSet, entry);
      }
    }
    return await writer.finish({ model, stamp, skipped: passedOver.all() });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** Returns a key that is equal for replies to the same question. */
function keyOf(dataSet: string, { id, question, options }: PublishedReply): string {
  return JSON.stringify([plainName(dataSet), id ?? [question, options]]);
}

/** Counts skipped entries by data set and reason. Reasons that differ only in numbers are the same. */
class PassedOver {
  private readonly byReason = new Map<string, ReplyList["skipped"][number]>();

  add(dataSet: string, reason: string, where: string): void {
    const key = `${dataSet}\n${reason.replace(/\d+/gu, "#")}`;
    const known = this.byReason.get(key) ?? { dataSet, reason, count: 0, where };
    this.byReason.set(key, { ...known, count: known.count + 1 });
  }

  all(): ReplyList["skipped"] {
    return [...this.byReason.values()];
  }
}

/** Removes unfinished files of imports that were killed. */
async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const found = name.endsWith(".new") ? await stat(file).catch(() => null) : null;
    if (found !== null && Date.now() - found.mtimeMs > LEFT_OVER_MS) await rm(file, { force: true });
  }
}

/** A part of a file that was skipped, and why. */
interface Skipped {
  /** `<file>, entry <number>`, within the folder of the data set's model. */
  readonly where: string;
  readonly reason: string;
}

/**
 * Yields the replies of a model on a data set, one at a time, and the unusable parts of its files. Unusable parts never
 * make it throw.
 */
async function* readResults(
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

/** Puts the outcomes of `{"exec_result": [{"task_id", "passed"}]}` into `graded`, and yields unusable ones. */
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

/** Yields the entries of a file with JSON lines or with one JSON array; file names do not tell these apart. */
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
