import * as v from "valibot";
import { CheckedLog, type Place, ShorterLog } from "../../storage/index.ts";
import type { KeptReplies } from "../../bank/models/index.ts";
import { BankError, messageOf } from "../../core/errors.ts";
import { Latest } from "../pacing/index.ts";
import { type ReplyLine, replyLineSchema, type ReplyRecord } from "./reply-record.ts";

/** The facts about a kept reply that stay in memory. */
interface KeptReply {
  readonly fingerprint: string;
  /** Whether the reply was cut off at the output limit. */
  readonly isCutOff: boolean;
  readonly place: Place;
  readonly verdict: KeptVerdict | null;
}

/** The verdict on a kept reply. */
interface KeptVerdict {
  /** `checkFingerprint` of the task at that time. */
  readonly check: string;
  readonly value: number;
  readonly at: string;
}

/** How many replies stay in memory. */
const FRESH = 16;

/** The replies of one model, append-only: the latest reply to a question counts. Only the last texts stay in memory. */
export class ReplyLog {
  /** Number of unreadable lines; their questions are asked again. */
  damagedLines = 0;
  private readonly shared: (text: string) => string;
  private readonly kept = new Map<string, KeptReply>();
  /** By position: most replies are checked as soon as they are kept. */
  private readonly fresh = new Latest<number, ReplyRecord>(FRESH);
  private readonly file: string;
  private readonly log: CheckedLog;

  private constructor(file: string, shared: (text: string) => string) {
    this.file = file;
    this.shared = shared;
    this.log = new CheckedLog(file, {
      onLine: (value, place) => {
        const line = v.safeParse(replyLineSchema, value);
        if (line.success) this.take(line.output, place);
        else this.damagedLines += 1;
      },
      whenFailed: (error) => notKept(file, error),
    });
  }

  /**
   * Opens a log and reads its content; the file need not exist.
   *
   * @param shared returns one string object for equal texts, because the logs of many models have most texts in common
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

  /** Reads what others have appended since the last read. */
  async catchUp(signal?: AbortSignal): Promise<void> {
    await this.log.catchUp(signal);
  }

  /**
   * Appends a line; resolves when it is on disk. Concurrent appends share one write.
   *
   * @throws BankError when it cannot be written
   */
  async append(line: ReplyLine): Promise<void> {
    const place = await this.log.append(line);
    this.take(line, place);
    if (line.kind === "reply") this.fresh.set(place.offset, line);
  }

  /**
   * Reads a kept reply.
   *
   * @throws BankError when its line is damaged
   */
  async read({ place }: KeptReply): Promise<ReplyRecord> {
    const fresh = this.fresh.get(place.offset);
    if (fresh !== undefined) return fresh;
    try {
      const line = v.parse(replyLineSchema, await this.log.read(place));
      if (line.kind === "reply") return line;
      throw new TypeError(`a verdict stands at ${place.offset}`);
    } catch (error) {
      throw new BankError(`A reply in ${this.file} cannot be read; the question must be asked again.`, {
        cause: error,
      });
    }
  }

  /** Closes the log. */
  async close(): Promise<void> {
    await this.log.close();
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
}

function notKept(file: string, error: unknown): BankError {
  if (error instanceof ShorterLog) return new BankError(`${error.message} Evaluate again.`);
  return new BankError(
    `Replies cannot be kept in ${file} (${messageOf(error)}). What was kept before is safe. Make room on the disk or allow writing there, then evaluate again to go on.`,
    { cause: error },
  );
}
