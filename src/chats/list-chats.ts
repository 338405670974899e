import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { isLeftOver, isMissing } from "../storage/index.ts";
import { type ChatDigest, type ChatSummary, digestOf } from "./chat-digest.ts";
import { type FileState, type IndexEntry, readIndex, writeIndex, writeTexts } from "./chat-index.ts";
import { chatOfFile, type ChatsLayout, fileOfChat } from "./chats-layout.ts";

/** Cancellation and progress of an operation on many chats. */
export interface ChatsOptions {
  readonly signal?: AbortSignal;
  /** Called with the finished share, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** A listed chat, and the state of its file. */
export interface ListedChat extends FileState {
  readonly summary: ChatSummary;
}

/**
 * Returns all chats, last asked first. The index is used for chats whose file is unchanged; the other files are read,
 * and the index is corrected. Therefore the index may be lost, damaged, or written by two windows at once.
 *
 * @throws the signal's reason when it aborts
 */
export async function listChats(layout: ChatsLayout, options: ChatsOptions = {}): Promise<ListedChat[]> {
  const [known, states] = await Promise.all([readIndex(layout.index), statesOf(layout)]);
  const isKnown = ([id, state]: [string, FileState]): boolean => {
    const entry = known.get(id);
    return entry?.bytes === state.bytes && entry.mtimeMs === state.mtimeMs;
  };
  const entries = new Map([...known].filter(([id]) => states.has(id)));
  const changed = [...states].filter((one) => !isKnown(one)).map(([id]) => id);
  for (const id of changed) entries.delete(id);
  try {
    for (const [done, id] of changed.entries()) {
      options.signal?.throwIfAborted();
      const entry = await readEntry(layout, id);
      if (entry !== null) entries.set(id, entry);
      options.onProgress?.((done + 1) / changed.length);
    }
    if (changed.length > 0) await sweep(layout, states);
  } finally {
    // Also after a cancellation, so that the next call continues from here. A failure only means that the index is made
    // again.
    if (changed.length > 0 || entries.size !== known.size)
      await writeIndex(layout.index, entries).catch(() => undefined);
  }
  return [...entries.values()].filter(isListed).sort(lastAskedFirst);
}

/**
 * Reads a chat's file and keeps its texts for searching; returns null when the file is gone.
 *
 * @throws Error when it cannot be read
 */
export async function readDigest(
  layout: ChatsLayout,
  id: string,
): Promise<{ digest: ChatDigest | null; state: FileState } | null> {
  const file = fileOfChat(layout, id);
  try {
    // Read before the content, so that a concurrent write makes the file look changed the next time.
    const found = await stat(file);
    const digest = digestOf(id, await readFile(file), found);
    const state = { bytes: found.size, mtimeMs: found.mtimeMs };
    if (digest !== null) await writeTexts(layout, id, state, digest.turns).catch(() => undefined);
    return { digest, state };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Reads an entry; returns null for an unreadable file, which is left out until it is readable. */
async function readEntry(layout: ChatsLayout, id: string): Promise<IndexEntry | null> {
  const read = await readDigest(layout, id).catch(() => null);
  return read && { ...read.state, summary: read.digest?.summary ?? null };
}

async function statesOf(layout: ChatsLayout): Promise<Map<string, FileState>> {
  const names = await readdir(layout.chats).catch((): string[] => []);
  const states = await Promise.all(
    names.map(async (name): Promise<[string, FileState] | null> => {
      const id = chatOfFile(name);
      const found = id === null ? null : await stat(path.join(layout.chats, name)).catch(() => null);
      return id === null || found?.isFile() !== true ? null : [id, { bytes: found.size, mtimeMs: found.mtimeMs }];
    }),
  );
  return new Map(states.filter((state) => state !== null));
}

const isListed = (entry: IndexEntry): entry is ListedChat => entry.summary !== null;

function lastAskedFirst({ summary: a }: ListedChat, { summary: b }: ListedChat): number {
  return Date.parse(b.changedAt) - Date.parse(a.changedAt) || (a.id < b.id ? -1 : 1);
}

/** Removes the texts of deleted chats, and the remains of killed processes. */
async function sweep({ chats, texts }: ChatsLayout, known: ReadonlyMap<string, unknown>): Promise<void> {
  for (const folder of [chats, texts]) {
    for (const name of await readdir(folder).catch((): string[] => [])) {
      const file = path.join(folder, name);
      const isOrphan = folder === texts && name.endsWith(".json") && !known.has(path.basename(name, ".json"));
      if (isOrphan || (await isLeftOver(file))) await rm(file, { force: true }).catch(() => undefined);
    }
  }
}
