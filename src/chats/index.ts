/** All chats on the disk: listed, searched, named and thrown away. */
export type { ChatSummary } from "./chat-digest.ts";
export { ChatStore } from "./chat-store.ts";
export type { RemovedChat } from "./chat-trash.ts";
export type { ChatHit } from "./search-chats.ts";
