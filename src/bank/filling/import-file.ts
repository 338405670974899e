import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  fileRows,
  type ImportFormat,
  type ImportOptions,
  keptCharacters,
  type PassedOver,
  type QuestionRow,
} from "../../import-rows/index.ts";
import { type FileStamp, stampOf, UnusableFileError } from "../../row-files/index.ts";
import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { plainLine } from "../../core/plain-line.ts";
import { type ImportProgress, phaseProgress } from "../spaces/index.ts";
import type { ImportCounts } from "./merge-rows.ts";
import { bankExists, readState, readSteadily, storageFailure } from "../store/index.ts";
import { keepImported } from "./keep-imported.ts";
import { embedStaged, spaceOfImport } from "./staging/embed-staged.ts";
import { mergeIntoBank } from "./staging/merge-into-bank.ts";
import { stageRows } from "./staging/stage-file.ts";
import type { Reading } from "./staging/staged-rows.ts";
import { StagingFile } from "./staging/staging-file.ts";
import { alone, removeForgotten, stagingPlace } from "./staging/staging-place.ts";
import { type Survey, surveyBank } from "./staging/survey-bank.ts";

export type { ImportPhase, ImportProgress } from "../spaces/index.ts";

/** Longest id that a note shows, in characters. */
const LONGEST_ID = 80;

/** Rows read between two progress reports. */
const TOLD_EVERY = 256;

/** What to import, and how. */
export interface FileImport {
  readonly bankFolder: string;
  /** May be compressed with gzip. */
  readonly file: string;
  readonly format: ImportFormat;
  readonly options: ImportOptions;
  readonly embedding: EmbeddingModel;
  /**
   * Whether the user has seen the unusable rows and wants to import the others. Otherwise the import fails when more
   * than 1% of the rows are unusable.
   */
  readonly passOver?: boolean;
  /** Called often: the receiver decides how often to show the progress. */
  readonly onProgress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
}

/** The result of an import. */
export interface ImportResult extends ImportCounts {
  /** Questions in the bank afterwards. */
  readonly questions: number;
  /** Questions that are in neither part of the paper's split. */
  readonly leftOut: number;
  /** The first unusable rows; `failed` counts all. */
  readonly bad: readonly PassedOver[];
  /** The first outcomes for questions that are not in the bank; `outcomesUnknown` counts all. */
  readonly unknown: readonly PassedOver[];
  readonly outcomesUnknown: number;
  /** Questions that are not in the bank, in a file that only completes questions of the bank. */
  readonly notInBank: number;
  /** Further notes, in sentences. */
  readonly notes: readonly string[];
}

/** The bank's space and dimension before the import. */
interface Before {
  readonly space: string;
  readonly dimension: number;
}

/**
 * Imports a file into a bank and creates the bank when it is absent. The rows are read and embedded first, into a file
 * beside the bank. Then the bank changes all at once, or not at all when the file brings nothing new. An import that
 * was cancelled or killed resumes where it stopped when the same import is requested again. A refused file leaves
 * nothing behind.
 *
 * @throws BankError when more than 1% of the rows are bad and the user did not agree to that, when the bank cannot be
 * read or written, or when the import is cancelled
 */
export async function importFile(request: FileImport): Promise<ImportResult> {
  const { bankFolder, file, format, options, embedding, signal } = request;
  try {
    const stamp = await stampOf(file);
    const before = await spaceBefore(bankFolder);
    const wanted = [stamp, format.name, options, embedding.space, before];
    const place = stagingPlace(bankFolder, wanted);
    await removeForgotten(bankFolder, Date.now());
    return await alone(place, signal, (held) => importAlone({ ...request, signal: held }, stamp, before, place));
  } catch (error) {
    if (!signal.aborted) throw storageFailure(error, bankFolder);
    const what = `The import of ${path.basename(file)} was cancelled, and the question bank is as it was.`;
    throw new BankError(`${what} Import the file again to continue from there.`, { cause: error });
  }
}

async function importAlone(
  request: FileImport,
  stamp: FileStamp,
  before: Before,
  place: string,
): Promise<ImportResult> {
  const { bankFolder, format, options, embedding, onProgress, signal } = request;
  const staging = await StagingFile.open(place);
  try {
    const reading = staging.rows.reading ?? (await readRows(request, stamp, before, staging));
    const survey = await readSteadily(bankFolder, (state) => surveyBank(state, staging, options.onlyKnown === true));
    const space = spaceOfImport(before.space, staging.rows, embedding);
    const staged = { bankFolder, staging, survey, space, embedding, signal };
    await embedStaged({ ...staged, onProgress: phaseProgress("embedding", onProgress) });
    const merged = await mergeIntoBank({ ...staged, onProgress: phaseProgress("writing", onProgress) });
    const keeping = await keepImported(bankFolder, staging, space, signal);
    await staging.remove();
    const { added: _, ...counts } = merged.counts;
    const { failed, leftOut, shortened, bad } = reading;
    const onSplit = options.split === "paper" ? format.paperSplit?.note : undefined;
    const notes = [
      ...merged.losses,
      ...notesOn(survey),
      ...(shortened === undefined ? [] : notesOnTests(shortened)),
      ...keeping,
      ...(onSplit === undefined ? [] : [onSplit]),
    ];
    return { ...counts, failed, questions: merged.questions, leftOut, bad, notes };
  } catch (error) {
    if (error instanceof UnusableFileError) await staging.remove();
    else await staging.close();
    throw error;
  }
}

/** Reads the whole file into the staging file. */
async function readRows(
  { file, format, options, passOver = false, onProgress, signal }: FileImport,
  stamp: FileStamp,
  { space, dimension }: Before,
  staging: StagingFile,
): Promise<Reading> {
  const fileName = path.basename(file);
  const { paperSplit } = format;
  if (options.split === "paper" && paperSplit === undefined) throw new BankError(noPaperSplit(format));
  async function* questions(): AsyncGenerator<QuestionRow> {
    for await (const row of fileRows(stamp, format, options, { signal })) if (row.kind === "question") yield row;
  }
  const planned = options.split === "paper" ? await paperSplit?.plan(questions(), fileName) : undefined;

  const tell = phaseProgress("reading", onProgress);
  let share = 0;
  const rows = fileRows(stamp, format, options, { signal, onRead: (read) => (share = read) });
  const onRow = (row: number): void => {
    if (row % TOLD_EVERY === 0) tell(row, share);
  };
  const reading = await stageRows(rows, staging, {
    fileName,
    format: format.name,
    space,
    dimension,
    passOver,
    partOf: planned ?? null,
    onRow,
  });
  tell(reading.rows, 1);
  if (!isDeepStrictEqual(await stampOf(file), stamp)) {
    throw new UnusableFileError(`${fileName} was changed while it was read, so nothing was imported. Import it again.`);
  }
  return reading;
}

/** Returns the message for a format whose data set the paper does not split. */
export function noPaperSplit({ name }: ImportFormat): string {
  return `There is no split of the paper for ${name}: choose bank or test, or leave the split as the file has it.`;
}

async function spaceBefore(bankFolder: string): Promise<Before> {
  if (!(await bankExists(bankFolder))) return { space: "", dimension: 0 };
  const { space, dimension } = (await readState(bankFolder)).manifest;
  return { space, dimension };
}

function notesOnTests({ questions, tests }: NonNullable<Reading["shortened"]>): string[] {
  if (questions === 0) return [];
  const limit = keptCharacters.toLocaleString("en");
  return [
    `${questions} questions keep only some of their tests: ${tests} are left out, since a question's tests may have ${limit} characters together. The largest of each question that fits is kept.`,
  ];
}

function notesOn({ reworded, twins, alike }: Survey): string[] {
  const shown = (id: string): string => plainLine(id, LONGEST_ID);
  const pairs = (of: Iterable<readonly [string, string]>): string[] =>
    [...of].map((pair) => pair.map(shown).join(" and "));
  const note = (examples: readonly string[], what: string): string[] =>
    examples.length === 0
      ? []
      : [
          `${examples.length} questions ${what}: ${examples.slice(0, 3).join(", ")}${examples.length > 3 ? ", ..." : "."}`,
        ];
  return [
    ...note(
      reworded.map(shown),
      "have a new text, and keep what is known of them (if they are others, import with a source of their own)",
    ),
    ...note(pairs(twins), "were in the bank under another id, and stay one question each"),
    ...note(pairs(alike), "have the same text as one of another source, and stay questions of their own"),
  ];
}
