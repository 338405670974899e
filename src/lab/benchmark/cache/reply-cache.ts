import * as v from "valibot";
import type { ServedMember } from "../../../chat/index.ts";
import { ChatError } from "../../../core/errors.ts";
import type { ChatRequest } from "../../../core/ports.ts";
import { Latest } from "../../../evaluation/pacing/index.ts";
import { CheckedLog, type Place } from "../../../storage/index.ts";
import { CacheError, notWritten } from "./cache-error.ts";
import {
  keptReply,
  keptReplySchema,
  type ReplyTimes,
  timedReply,
  type TimedReply,
  type ReplySource,
} from "./kept-reply.ts";
import { requestKey } from "./request-key.ts";
import type { AskedReply, RequestSender } from "./request-sender.ts";

/** Number of replies in memory: variants of one question need the same replies at about the same time. */
const FRESH = 4096;

/**
 * Returns the times of a simulated model's reply, which arrives at once but stands for one that takes time; null for a
 * real model's.
 */
export type TimesOf = (model: string, reply: AskedReply["reply"]) => ReplyTimes | null;

/**
 * The replies of a benchmark on disk. A cached reply is never requested again, and equal requests at the same time are
 * one. A failure is not cached, but holds until the process ends, so that all variants see the same.
 */
export class ReplyCache implements ReplySource {
  /** Number of unreadable lines; their requests are sent again. */
  damagedLines = 0;
  /** US dollars by request key, for the replies that were used. */
  private readonly costs = new Map<string, number | null>();
  private readonly places = new Map<string, Place>();
  private readonly asked = new Map<string, Promise<TimedReply>>();
  private readonly fresh = new Latest<string, Promise<TimedReply>>(FRESH);
  private readonly log: CheckedLog;
  private readonly sender: RequestSender;
  private readonly timesOf: TimesOf;

  private constructor(file: string, sender: RequestSender, timesOf: TimesOf) {
    this.log = new CheckedLog(file, {
      onLine: (value, place) => {
        const line = v.safeParse(keptReplySchema, value);
        if (line.success) this.places.set(line.output.key, place);
        else this.damagedLines += 1;
      },
      whenFailed: (error) => notWritten(file, error),
    });
    this.sender = sender;
    this.timesOf = timesOf;
  }

  /**
   * Opens the cache in a file, which need not exist yet.
   *
   * @param sender requests missing replies from the models
   * @param timesOf returns the times that simulated replies stand for; null for real ones
   */
  static async open(file: string, sender: RequestSender, timesOf: TimesOf = () => null): Promise<ReplyCache> {
    const cache = new ReplyCache(file, sender, timesOf);
    await cache.log.catchUp();
    return cache;
  }

  /** Number of replies that were used, cached before or not. */
  get used(): number {
    return this.costs.size;
  }

  /** US dollars that the used replies cost when they were made; null when the cost of one is unknown. */
  get usedUsd(): number | null {
    let sum = 0;
    for (const cost of this.costs.values()) {
      if (cost === null) return null;
      sum += cost;
    }
    return sum;
  }

  /** Returns the cached reply, or undefined when there is none. */
  kept(key: string): Promise<TimedReply> | undefined {
    const known = this.fresh.get(key);
    if (known !== undefined) return known;
    const place = this.places.get(key);
    if (place === undefined) return undefined;
    const reading = this.read(key, place);
    this.fresh.set(key, reading);
    return reading;
  }

  reply(member: ServedMember, request: ChatRequest): Promise<TimedReply> {
    const key = requestKey(member, request);
    const known = this.kept(key) ?? this.asked.get(key);
    if (known !== undefined) return this.counted(key, known);
    const asking = this.ask(key, member, request);
    this.asked.set(key, asking);
    return this.counted(key, asking);
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.log.close();
  }

  private async counted(key: string, reply: Promise<TimedReply>): Promise<TimedReply> {
    const timed = await reply;
    this.costs.set(key, timed.reply.costUsd);
    return timed;
  }

  private async ask(key: string, member: ServedMember, request: ChatRequest): Promise<TimedReply> {
    const { reply, at, ...measured } = await this.sender.send(member, request);
    const times = this.timesOf(member.name, reply) ?? measured;
    const line = keptReply({ key, model: member.name, at }, reply, times);
    if (line === null) {
      this.sender.failed(member, new ChatError(brokenOff(reply.servedBy), { kind: "server", model: reply.servedBy }));
      return { reply, durationMs: times.durationMs };
    }
    const place = await this.log.append(line);
    this.places.set(key, place);
    // The reply is the same to the last bit whether it is used now or read from the disk later.
    const kept = timedReply(line);
    this.fresh.set(key, Promise.resolve(kept));
    this.asked.delete(key);
    return kept;
  }

  private async read(key: string, place: Place): Promise<TimedReply> {
    const line = v.safeParse(keptReplySchema, await this.log.read(place));
    if (line.success && line.output.key === key) return timedReply(line.output);
    throw new CacheError("A kept reply was changed while it was read. Start the same command again.");
  }
}

function brokenOff(servedBy: string): string {
  return `${servedBy}: the server ended a reply, not the model. Its log may say why.`;
}
