import type { ExportedChat } from "./export-markdown.ts";

/** A chat with everything that its runs' records hold, as one JSON document. */
export function chatJson(chat: ExportedChat): string {
  return `${JSON.stringify({ format: "smcs-chat", version: 1, ...chat }, null, 2)}\n`;
}
