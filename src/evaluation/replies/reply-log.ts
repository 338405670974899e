import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { isMissing } from "../../adapters/question-bank/store/storage-failure.ts";
import { decodeLine, encodeLine } from "../../adapters/question-bank/store/journal-line.ts";
import { syncFolder } from "../../adapters/question-bank/store/durable-files.ts";
import { BankError } from "../../core/errors.ts";
import { GroupCommit } from "./group-commit.ts";
import { linesFrom, type Place } from "./log-lines.ts";
import { type ReplyLine, replyLineSchema, type ReplyRecord } from "./reply-record.ts";

/** What is known of the reply to a question without reading it. */
export interface KeptReply {
  readonly fingerprint: string;
  readonly place: Place;
  readonly verdict: KeptVerdict | null;
}

/** How a kept reply was judged. */
export interface KeptVerdict {
  /** `checkFingerprint` of the task then. */
  readonly check: string;
  readonly value: number;
  readonly at: string;
}

/** The replies of one model, append-only: the latest reply to a question counts. Texts stay on disk. */
export class ReplyLog {
  /** Lines that cannot be read; their questions are asked again. */
  damagedLines = 0;
  private readonly file: string;
  private readonly kept = new Map<string, KeptReply>();
  private readonly commit = new GroupCommit((lines) => this.write(lines));
  private handle: FileHandle | null = null;
  /** Where the last whole line ends. */
  private end = 0;

  private constructor(file: string) {
    this.file = file;
  }

  /** Reads what a log holds; there need not be one yet. */
  static async open(file: string): Promise<ReplyLog> {
    const log = new ReplyLog(file);
    await log.catchUp();
    return log;
  }

  /** The latest reply to a question. */
  latest(questionId: string): KeptReply | undefined {
    return this.kept.get(questionId);
  }

  /** Reads what others have appended since. */
  async catchUp(): Promise<void> {
    const handle = await openIfThere(this.file);
    if (handle === null) return;
    try {
      for await (const { text, offset, bytes } of linesFrom(handle, this.end)) {
        const line = v.safeParse(replyLineSchema, decodedOrNull(text));
        if (line.success) this.take(line.output, { offset, bytes });
        else this.damagedLines += 1;
        this.end = offset + bytes + 1;
      }
    } finally {
      await handle.close();
    }
  }

  /** Appends a line; resolves when the disk has it. Lines at the same time share one write. */
  async append(line: ReplyLine): Promise<KeptReply | undefined> {
    const encoded = encodeLine(line);
    const offset = await this.commit.add(encoded);
    this.take(line, { offset, bytes: Buffer.byteLength(encoded) - 1 });
    return this.kept.get(line.questionId);
  }

  /**
   * Reads a kept reply.
   *
   * @throws BankError when its line is damaged
   */
  async read({ place: { offset, bytes } }: KeptReply): Promise<ReplyRecord> {
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
    const { questionId, fingerprint } = line;
    if (line.kind === "reply") {
      this.kept.set(questionId, { fingerprint, place, verdict: null });
      return;
    }
    const reply = this.kept.get(questionId);
    if (reply?.fingerprint !== fingerprint) return;
    const { check, value, at } = line;
    this.kept.set(questionId, { ...reply, verdict: { check, value, at } });
  }

  /** @returns where the lines begin in the file */
  private async write(lines: string): Promise<number> {
    this.handle ??= await this.openForAppending();
    const at = this.end;
    try {
      await this.handle.appendFile(lines);
      await this.handle.datasync();
    } catch (error) {
      await this.handle.truncate(at).catch(() => undefined);
      throw error;
    }
    this.end += Buffer.byteLength(lines);
    return at;
  }

  private async openForAppending(): Promise<FileHandle> {
    const folder = path.dirname(this.file);
    await mkdir(folder, { recursive: true });
    const handle = await open(this.file, "a+");
    const { size } = await handle.stat();
    // What a killed writer left behind the last whole line.
    if (size > this.end) await handle.truncate(this.end);
    if (this.end === 0) await syncFolder(folder);
    return handle;
  }
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
