import { type FileHandle, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openPrivate, type Place } from "../../storage/index.ts";
import { BankError, messageOf } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { Latest } from "../pacing/index.ts";

/** How many questions stay in memory. */
const LATELY = 64;

/** A question without its outcomes and embedding. */
export type AskedQuestion = Omit<BankQuestion, "capability" | "embedding" | "space">;

/**
 * The questions of an evaluation in a separate file, because the bank may be rewritten meanwhile, and because some
 * questions' tests are too large to keep all of them in memory.
 */
export class QuestionSpool {
  private readonly folder: string;
  private readonly handle: FileHandle;
  /** By position: all models are asked the same question one after the other, and checked soon after. */
  private readonly lately = new Latest<number, Promise<AskedQuestion>>(LATELY);
  private end = 0;

  private constructor(folder: string, handle: FileHandle) {
    this.folder = folder;
    this.handle = handle;
  }

  /**
   * Returns an empty spool in the system's folder for temporary files.
   *
   * @throws BankError when the spool cannot be created
   */
  static async create(): Promise<QuestionSpool> {
    try {
      const folder = await mkdtemp(path.join(tmpdir(), "smcs-evaluation-"));
      const spool = new QuestionSpool(folder, await openPrivate(path.join(folder, "questions"), "wx+"));
      // On systems that can remove an open file, this leaves no file behind even after a kill.
      await spool.remove().catch(() => undefined);
      return spool;
    } catch (error) {
      throw noSpool(error);
    }
  }

  /**
   * Adds a question and returns its place for `read`.
   *
   * @throws BankError when the disk is full
   */
  async add({ capability: _, embedding: __, space: ___, ...question }: BankQuestion): Promise<Place> {
    const json = Buffer.from(JSON.stringify(question));
    await this.handle.appendFile(json).catch((error: unknown) => {
      throw noSpool(error);
    });
    const place = { offset: this.end, bytes: json.length };
    this.end += json.length;
    return place;
  }

  /** Reads a question from its place. */
  read(place: Place): Promise<AskedQuestion> {
    const known = this.lately.get(place.offset);
    if (known !== undefined) return known;
    const reading = this.readFrom(place);
    this.lately.set(place.offset, reading);
    return reading;
  }

  /** Removes the file. */
  async close(): Promise<void> {
    await this.handle.close();
    await this.remove();
  }

  private async readFrom({ offset, bytes }: Place): Promise<AskedQuestion> {
    const buffer = Buffer.alloc(bytes);
    await this.handle.read(buffer, 0, bytes, offset);
    return JSON.parse(buffer.toString("utf8")) as AskedQuestion;
  }

  private async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

function noSpool(error: unknown): BankError {
  return new BankError(
    `The questions of an evaluation cannot be put into ${tmpdir()}, the folder for temporary files (${messageOf(error)}). Make room there, or set TMPDIR (TEMP on Windows) to another folder.`,
    { cause: error },
  );
}
