/** All chats on disk: listed, searched, given titles, and moved to the trash. */
export type { ChatSummary } from "./chat-digest.ts";
export { ChatStore } from "./chat-store.ts";
export type { RemovedChat } from "./chat-trash.ts";
export type { ChatHit } from "./search-chats.ts";
