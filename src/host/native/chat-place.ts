import type { ChatResult } from "vscode";

/** The place of a run, in the metadata of a chat's results, which the editor keeps with the chat. */
export interface ChatPlace {
  readonly chatId: string;
  readonly runId: string;
}

/** Returns the place in a result; null for none. */
export function placeIn({ metadata = {} }: ChatResult): ChatPlace | null {
  const { chatId, runId } = metadata as Readonly<Record<string, unknown>>;
  return isId(chatId) && isId(runId) ? { chatId, runId } : null;
}

/** Returns whether a value is an id of `randomUUID`; anything else could name another file. */
function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
}
