import type { ServedMember } from "../../../chat/pool.ts";
import type { ChatRequest } from "../../../core/ports.ts";
import type { TimedReply } from "./kept-reply.ts";

/** Where the replies of a benchmark come from. Equal requests have one reply. */
export interface ReplySource {
  /** @throws whatever stands in a reply's way */
  reply(member: ServedMember, request: ChatRequest): Promise<TimedReply>;
}
