import type { ChatMessage } from "../ports.ts";

/** The question of a chat that another program keeps, in the form of a run. */
export interface TurnsAsQuestion {
  readonly text: string;
  readonly conversation: readonly ChatMessage[];
  readonly system?: string;
}

/**
 * Returns the question in the messages of a chat: what the user said after the last answer. System messages become the
 * system prompt. Null when there is nothing to answer.
 */
export function questionOfTurns(messages: readonly ChatMessage[]): TurnsAsQuestion | null {
  const system = messages.flatMap(({ role, content }) => (role === "system" ? [content] : [])).join("\n\n");
  const turns = messages.filter(({ role, content }) => role !== "system" && content !== "");
  const lastAnswer = turns.findLastIndex(({ role }) => role === "assistant");
  const asked = turns.slice(lastAnswer + 1);
  if (asked.length === 0) return null;
  return {
    text: asked.map(({ content }) => content).join("\n\n"),
    conversation: turns.slice(0, lastAnswer + 1),
    ...(system !== "" && { system }),
  };
}
