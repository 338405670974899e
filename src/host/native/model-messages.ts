import {
  l10n,
  LanguageModelChatMessageRole,
  type LanguageModelChatRequestMessage,
  LanguageModelDataPart,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
} from "vscode";
import { questionOfTurns, type TurnsAsQuestion } from "../../core/conversation/index.ts";
import type { ChatMessage } from "../../core/ports.ts";

/**
 * Returns the question in a language model's messages: the user's last one. Calls of tools and their results become
 * text. Messages of other roles than user and assistant are the system prompt.
 *
 * @throws Error when they are empty
 */
export function questionIn(messages: readonly LanguageModelChatRequestMessage[]): TurnsAsQuestion {
  const question = questionOfTurns(messages.map((message) => ({ role: roleOf(message), content: textOf(message) })));
  if (question === null) throw new Error(l10n.t("The request has no message to answer."));
  return question;
}

/** The known roles. The editor also passes on system messages, which its types do not know. */
const roles: Readonly<Record<number, ChatMessage["role"]>> = {
  [LanguageModelChatMessageRole.User]: "user",
  [LanguageModelChatMessageRole.Assistant]: "assistant",
};

function roleOf({ role }: LanguageModelChatRequestMessage): ChatMessage["role"] {
  return roles[role] ?? "system";
}

/** Returns a message in words. */
export function textOf({ content }: LanguageModelChatRequestMessage): string {
  return content.map(inWords).join("").trim();
}

function inWords(part: unknown): string {
  if (part instanceof LanguageModelTextPart) return part.value;
  if (part instanceof LanguageModelToolCallPart)
    return `\n[tool ${part.name} called with ${JSON.stringify(part.input)}]\n`;
  if (part instanceof LanguageModelToolResultPart) return `\n[tool result]\n${part.content.map(inWords).join("")}\n`;
  if (!(part instanceof LanguageModelDataPart)) return "";
  return isText(part.mimeType) ? new TextDecoder().decode(part.data) : "";
}

function isText(mimeType: string): boolean {
  return mimeType.startsWith("text/") || /^application\/(?:[\w.+-]+\+)?json$/.test(mimeType);
}
