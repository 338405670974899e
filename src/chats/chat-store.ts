import { openChat, type OpenedChat } from "../records/index.ts";
import type { ChatSummary } from "./chat-digest.ts";
import { type ChatsLayout, chatsLayout, fileOfChat } from "./chats-layout.ts";
import { writeTitle } from "./chat-title.ts";
import { emptyTrash, type RemovedChat, removeChat, removedChats, removedSummary, restoreChat } from "./chat-trash.ts";
import { type ChatsOptions, listChats } from "./list-chats.ts";
import { type ChatHit, searchChats } from "./search-chats.ts";

/**
 * All chats on disk. Only their files are authoritative, and several windows may use them at once; everything else is
 * derived.
 */
export class ChatStore {
  private readonly layout: ChatsLayout;

  /** @param storageFolder the extension's own, with the folders of chats and runs */
  constructor(storageFolder: string) {
    this.layout = chatsLayout(storageFolder);
  }

  /** Returns the chats with at least one question, last asked first. */
  async list(options?: ChatsOptions): Promise<ChatSummary[]> {
    return (await listChats(this.layout, options)).map(({ summary }) => summary);
  }

  /** Yields the chats with all words of a query in their title, or in one question or reply; last asked first. */
  search(query: string, options?: ChatsOptions & { readonly limit?: number }): AsyncGenerator<ChatHit, void> {
    return searchChats(this.layout, query, options);
  }

  /**
   * Returns a chat's runs.
   *
   * @throws Error when its file cannot be read
   */
  async open(id: string): Promise<OpenedChat> {
    return openChat(fileOfChat(this.layout, id), this.layout.runs);
  }

  /**
   * Gives a chat a title; an empty title removes the given one.
   *
   * @throws Error when the chat is gone or cannot be written
   */
  async rename(id: string, title: string): Promise<void> {
    await writeTitle(fileOfChat(this.layout, id), title);
  }

  /**
   * Moves a chat to the trash for a week. A window that has the chat open must leave it first: later writes would begin
   * a new file.
   */
  async remove(id: string, now = new Date()): Promise<RemovedChat> {
    return removeChat(this.layout, id, now);
  }

  /** Returns the chats in the trash, last removed first. */
  async removed(): Promise<{ readonly removed: RemovedChat; readonly summary: ChatSummary }[]> {
    const chats = await removedChats(this.layout);
    const all = await Promise.all(
      chats.map(async (removed) => ({ removed, summary: await removedSummary(this.layout, removed) })),
    );
    return all.flatMap(({ removed, summary }) => (summary === null ? [] : [{ removed, summary }]));
  }

  /** Restores a removed chat; resolves with its id, which may have changed. */
  async restore(removed: RemovedChat): Promise<string> {
    return restoreChat(this.layout, removed);
  }

  /** Deletes the chats that were removed a week ago, or `keptMs` milliseconds ago, and their runs' own files. */
  async emptyTrash(keptMs?: number, now = new Date()): Promise<number> {
    return emptyTrash(this.layout, now, keptMs);
  }
}
