import * as v from "valibot";
import type { ChatMessage } from "../core/ports.ts";
import type { EventOf } from "../core/record/index.ts";

type RunStart = EventOf<"run-start">;

/** A run and the conversation before its question. */
export interface InConversation {
  readonly runId: string;
  readonly conversation: readonly ChatMessage[];
}

/** How many messages a run's conversation has in common with the beginning of another run's. */
const sharedSchema = v.object({ runId: v.string(), messages: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/**
 * Returns a run's beginning without the part of its conversation that it shares with the previous run. If conversations
 * were written whole, a chat's file would grow with the square of its questions.
 */
export function withoutShared(start: RunStart, before: InConversation | null): RunStart {
  const { question } = start;
  const messages = before === null ? 0 : commonLength(question.conversation, before.conversation);
  if (before === null || messages === 0) return start;
  const shared = { runId: before.runId, messages } satisfies v.InferOutput<typeof sharedSchema>;
  const own = { ...question, conversation: question.conversation.slice(messages) };
  return { ...start, question: own, shared } as RunStart;
}

/**
 * Returns the value that was given to `withoutShared`.
 *
 * @param conversationOf returns the conversation of an earlier run; when that run is lost, the shared part is lost too
 */
export function withShared(
  start: RunStart,
  conversationOf: (runId: string) => readonly ChatMessage[] | undefined,
): RunStart {
  if (!("shared" in start)) return start;
  const { shared, ...rest } = start;
  const known = v.safeParse(sharedSchema, shared);
  if (!known.success) return rest;
  const earlier = (conversationOf(known.output.runId) ?? []).slice(0, known.output.messages);
  return { ...rest, question: { ...rest.question, conversation: [...earlier, ...rest.question.conversation] } };
}

function commonLength(one: readonly ChatMessage[], other: readonly ChatMessage[]): number {
  const differs = one.findIndex(
    ({ role, content }, index) => role !== other[index]?.role || content !== other[index].content,
  );
  return differs < 0 ? one.length : differs;
}
