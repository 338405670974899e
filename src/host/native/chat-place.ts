import type { ChatResult } from "vscode";

/** Where a run is kept. Stands in the metadata of a chat's results, which the editor keeps with the chat. */
export interface ChatPlace {
  readonly chatId: string;
  readonly runId: string;
}

/** The place that a result tells; null where it tells none. */
export function placeIn({ metadata = {} }: ChatResult): ChatPlace | null {
  const { chatId, runId } = metadata as Readonly<Record<string, unknown>>;
  return isId(chatId) && isId(runId) ? { chatId, runId } : null;
}

/** Returns whether a value is an id as `randomUUID` makes it; anything else could name a file of somebody else. */
function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
}
