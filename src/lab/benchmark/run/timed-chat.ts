import type { ServedMember } from "../../../chat/pool.ts";
import type { ChatModel } from "../../../core/ports.ts";
import type { ReplySource } from "../cache/reply-source.ts";
import type { VirtualClock } from "../virtual-clock.ts";

/** A model whose replies come from a source, and take as long on the run's clock as they took when they were made. */
export function timedChat(member: ServedMember, replies: ReplySource, time: VirtualClock): ChatModel {
  return {
    async chat(request, _onDelta, signal) {
      signal.throwIfAborted();
      request.onSent?.();
      const { reply, durationMs } = await time.outside(replies.reply(member, request));
      await time.wait(durationMs, signal);
      return reply;
    },
  };
}
