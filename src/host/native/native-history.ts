import { type ChatContext, ChatRequestTurn, ChatResponseMarkdownPart, ChatResponseTurn } from "vscode";
import type { ChatMessage } from "../../core/ports.ts";
import { type ChatPlace, placeIn } from "./chat-place.ts";

/** The id of our participant in the manifest. */
export const PARTICIPANT = "smcs.chat";

/** The participant's command that explains why these models answered. */
export const WHY = "why";

type History = ChatContext["history"];

/** Returns the participant's last run in the chat; null before the first one. */
export function lastPlace(history: History): ChatPlace | null {
  const places = history.flatMap((turn) =>
    turn instanceof ChatResponseTurn && turn.participant === PARTICIPANT ? (placeIn(turn.result) ?? []) : [],
  );
  return places.at(-1) ?? null;
}

/** Returns the earlier turns with the participant as the editor shows them, without unanswered questions. */
export function askedBefore(history: History): ChatMessage[] {
  return history.flatMap((turn, index): ChatMessage[] => {
    const next = history[index + 1];
    if (!(turn instanceof ChatRequestTurn && next instanceof ChatResponseTurn)) return [];
    const answer = textOf(next);
    if (next.participant !== PARTICIPANT || turn.command === WHY || answer === "") return [];
    return [
      { role: "user", content: turn.prompt },
      { role: "assistant", content: answer },
    ];
  });
}

function textOf({ response }: ChatResponseTurn): string {
  return response
    .flatMap((part) => (part instanceof ChatResponseMarkdownPart ? [part.value.value] : []))
    .join("")
    .trim();
}
