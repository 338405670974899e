import { type FileHandle, open, truncate } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { isMissing, makeFolder, openPrivate, syncFolder } from "../../storage/index.ts";
import type { KeptReplies } from "../../bank/bank-stats.ts";
import { decodeLine, encodeLine } from "../../bank/store/journal-line.ts";
import { BankError, messageOf } from "../../core/errors.ts";
import { Latest } from "../latest.ts";
import { GroupCommit } from "./group-commit.ts";
import { linesFrom, type Place } from "./log-lines.ts";
import { type ReplyLine, replyLineSchema, type ReplyRecord } from "./reply-record.ts";

/** What is known of the reply to a question without reading it. */
interface KeptReply {
  readonly fingerprint: string;
  /** Whether the output limit cut it off. */
  readonly isCutOff: boolean;
  readonly place: Place;
  readonly verdict: KeptVerdict | null;
}

/** How a kept reply was judged. */
interface KeptVerdict {
  /** `checkFingerprint` of the task then. */
  readonly check: string;
  readonly value: number;
  readonly at: string;
}

/** How many replies stay in memory. */
const FRESH = 16;

/**
 * The replies of one model, append-only: the latest reply to a question counts. Texts stay on disk but for the last.
 */
export class ReplyLog {
  /** Lines that cannot be read; their questions are asked again. */
  damagedLines = 0;
  private readonly file: string;
  private readonly shared: (text: string) => string;
  private readonly kept = new Map<string, KeptReply>();
  private readonly commit = new GroupCommit((lines) => this.write(lines));
  /** By where they lie: most replies are checked as soon as they are kept. */
  private readonly fresh = new Latest<number, ReplyRecord>(FRESH);
  private handle: FileHandle | null = null;
  /** Where the last whole line ends. */
  private end = 0;

  private constructor(file: string, shared: (text: string) => string) {
    this.file = file;
    this.shared = shared;
  }

  /**
   * Reads what a log holds; there need not be one yet.
   *
   * @param shared gives equal texts back as one, for the logs of many models have most of theirs in common
   * @throws the signal's reason
   */
  static async open(file: string, shared = (text: string): string => text, signal?: AbortSignal): Promise<ReplyLog> {
    const log = new ReplyLog(file, shared);
    await log.catchUp(signal);
    return log;
  }

  /** Returns the latest reply to a question. */
  latest(questionId: string): KeptReply | undefined {
    return this.kept.get(questionId);
  }

  /** How many of the latest replies were judged, and how many of these were cut off. */
  get judged(): KeptReplies {
    const judged = [...this.kept.values()].filter(({ verdict }) => verdict !== null);
    return { judged: judged.length, cutOff: judged.filter(({ isCutOff }) => isCutOff).length };
  }

  /** Reads what others have appended since. */
  async catchUp(signal?: AbortSignal): Promise<void> {
    const handle = await openIfThere(this.file);
    if (handle === null) return;
    try {
      for await (const { text, offset, bytes } of linesFrom(handle, this.end)) {
        signal?.throwIfAborted();
        const line = v.safeParse(replyLineSchema, decodedOrNull(text));
        if (line.success) this.take(line.output, { offset, bytes });
        else this.damagedLines += 1;
        this.end = offset + bytes + 1;
      }
    } finally {
      await handle.close();
    }
  }

  /**
   * Appends a line; resolves when the disk has it. Lines at the same time share one write.
   *
   * @throws BankError when it cannot be written
   */
  async append(line: ReplyLine): Promise<void> {
    const encoded = encodeLine(line);
    const offset = await this.commit.add(encoded);
    this.take(line, { offset, bytes: Buffer.byteLength(encoded) - 1 });
    if (line.kind === "reply") this.fresh.set(offset, line);
  }

  /**
   * Reads a kept reply.
   *
   * @throws BankError when its line is damaged
   */
  async read({ place: { offset, bytes } }: KeptReply): Promise<ReplyRecord> {
    const fresh = this.fresh.get(offset);
    if (fresh !== undefined) return fresh;
    const handle = this.handle ?? (await open(this.file, "r"));
    try {
      const buffer = Buffer.alloc(bytes);
      await handle.read(buffer, 0, bytes, offset);
      const line = v.parse(replyLineSchema, decodedOrNull(buffer.toString("utf8")));
      if (line.kind === "reply") return line;
      throw new TypeError(`a verdict stands at ${offset}`);
    } catch (error) {
      throw new BankError(`A reply in ${this.file} cannot be read; the question must be asked again.`, {
        cause: error,
      });
    } finally {
      if (handle !== this.handle) await handle.close();
    }
  }

  /** Ends appending. */
  async close(): Promise<void> {
    await this.commit.idle();
    await this.handle?.close();
    this.handle = null;
  }

  private take(line: ReplyLine, place: Place): void {
    const [questionId, fingerprint] = [this.shared(line.questionId), this.shared(line.fingerprint)];
    if (line.kind === "reply") {
      this.kept.set(questionId, { fingerprint, isCutOff: line.finish === "length", place, verdict: null });
      return;
    }
    const reply = this.kept.get(questionId);
    if (reply?.fingerprint !== fingerprint) return;
    const { check, value, at } = line;
    this.kept.set(questionId, { ...reply, verdict: { check: this.shared(check), value, at } });
  }

  /** @returns where the lines begin in the file */
  private async write(lines: string): Promise<number> {
    try {
      this.handle ??= await openForAppending(this.file);
      const { size } = await this.handle.stat();
      if (size < this.end) throw new BankError(`${this.file} is shorter than it was. Evaluate again.`);
      if (size > this.end) await this.cutOff();
      await this.handle.appendFile(lines);
      await this.handle.datasync();
    } catch (error) {
      if (error instanceof BankError) throw error;
      throw new BankError(
        `Replies cannot be kept in ${this.file} (${messageOf(error)}). What was kept before is safe. Make room on the disk or allow writing there, then evaluate again to go on.`,
        { cause: error },
      );
    }
    const at = this.end;
    this.end += Buffer.byteLength(lines);
    return at;
  }

  /** Removes what a killed writer, or a write that failed, left behind the last whole line, whoever wrote that. */
  private async cutOff(): Promise<void> {
    await this.catchUp();
    // By name, since Windows does not truncate a file that is open for appending.
    await truncate(this.file, this.end);
  }
}

async function openForAppending(file: string): Promise<FileHandle> {
  const folder = path.dirname(file);
  await makeFolder(folder);
  const handle = await openPrivate(file, "a+");
  await syncFolder(folder);
  return handle;
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  return open(file, "r").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

function decodedOrNull(line: string): unknown {
  try {
    return decodeLine(line) ?? null;
  } catch {
    return null;
  }
}
