import { keepTimes, REPLIES_KEPT, type TimedReply } from "../../bank/models/index.ts";
import type { ChatReply, ChatRequest, Clock } from "../../core/ports.ts";
import type { ReplyRecord } from "../kept/index.ts";

type Times = NonNullable<ReplyRecord["times"]>;

/** Sends a request, and returns its reply with how long it took since it left the queue. */
export async function timedReply(
  request: ChatRequest,
  clock: Clock,
  send: (request: ChatRequest, onDelta: () => void) => Promise<ChatReply>,
): Promise<{ readonly reply: ChatReply; readonly times?: Times }> {
  const at: { sent: number | null; heard: number | null } = { sent: null, heard: null };
  const onSent = (): void => {
    [at.sent, at.heard] = [clock(), null];
  };
  const reply = await send({ ...request, onSent }, () => {
    at.heard ??= clock();
  });
  const { sent, heard } = at;
  if (sent === null) return { reply };
  const firstTokenMs = heard === null ? null : Math.round(heard - sent);
  return { reply, times: { firstTokenMs, durationMs: Math.round(clock() - sent) } };
}

/** The times of an evaluation's replies, the latest of each model. */
export class TimedReplies {
  private readonly byModel = new Map<string, TimedReply[]>();

  /** Notes a reply of a model. */
  add(model: string, { times, usage }: Pick<ReplyRecord, "times" | "usage">): void {
    if (times === undefined) return;
    const replies = this.byModel.get(model) ?? [];
    this.byModel.set(model, replies);
    replies.push({ model, ...times, tokens: usage?.completionTokens ?? null });
    if (replies.length > REPLIES_KEPT) replies.shift();
  }

  /** Keeps the times in the bank's folder. Never rejects. */
  async keep(bankFolder: string): Promise<void> {
    await keepTimes(bankFolder, [...this.byModel.values()].flat());
  }
}
