import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { filesOfRuns, foldLines, linesOf } from "../records/index.ts";
import { makeFolder, renamePatiently } from "../storage/index.ts";
import { type ChatSummary, digestOf } from "./chat-digest.ts";
import { fileOfTexts } from "./chat-index.ts";
import { type ChatsLayout, fileOfChat } from "./chats-layout.ts";

/** How long a removed chat can be taken back, in milliseconds. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Names in the trash: when the chat was removed, in milliseconds since 1970, and its id. */
const NAME = /^(\d+)-([\w-]+)\.jsonl$/;

/** A chat in the trash. */
export interface RemovedChat {
  readonly id: string;
  /** Its file's name there. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly removedAt: number;
}

/**
 * Moves a chat to the trash. Its runs' own files go when the trash is emptied.
 *
 * @throws Error when it is not there, or cannot be moved
 */
export async function removeChat(layout: ChatsLayout, id: string, now: Date): Promise<RemovedChat> {
  const removedAt = now.getTime();
  const name = `${removedAt}-${id}.jsonl`;
  const file = fileOfChat(layout, id);
  await makeFolder(layout.trash);
  await renamePatiently(file, path.join(layout.trash, name));
  await rm(fileOfTexts(layout, id), { force: true }).catch(() => undefined);
  return { id, name, removedAt };
}

/** The chats in the trash, last removed first. */
export async function removedChats({ trash }: ChatsLayout): Promise<RemovedChat[]> {
  const names = await readdir(trash).catch((): string[] => []);
  const removed = names.flatMap((name) => {
    const [, at, id] = NAME.exec(name) ?? [];
    return at === undefined || id === undefined ? [] : [{ id, name, removedAt: Number(at) }];
  });
  return removed.sort((a, b) => b.removedAt - a.removedAt);
}

/**
 * Takes a chat out of the trash again.
 *
 * @returns its id, which is another one where a window went on writing to the removed chat
 * @throws Error when it is no longer there
 */
export async function restoreChat(layout: ChatsLayout, { id, name }: RemovedChat): Promise<string> {
  const isTaken = await stat(fileOfChat(layout, id)).then(
    () => true,
    () => false,
  );
  const back = isTaken ? randomUUID() : id;
  await renamePatiently(path.join(layout.trash, path.basename(name)), fileOfChat(layout, back));
  return back;
}

/** What a list shows of a removed chat; null when it holds no question, or is gone. */
export async function removedSummary({ trash }: ChatsLayout, { id, name }: RemovedChat): Promise<ChatSummary | null> {
  const file = path.join(trash, name);
  try {
    return digestOf(id, await readFile(file), await stat(file))?.summary ?? null;
  } catch {
    return null;
  }
}

/**
 * Removes for good what has been in the trash for so long, and the own files of its runs. A kill in between leaves the
 * rest for the next time.
 *
 * @param keptMs 0 empties it
 * @returns how many chats are gone
 */
export async function emptyTrash(layout: ChatsLayout, now: Date, keptMs = KEPT_MS): Promise<number> {
  let removed = 0;
  for (const { name, removedAt } of await removedChats(layout)) {
    if (now.getTime() - removedAt < keptMs) continue;
    const file = path.join(layout.trash, name);
    const runs = foldLines(linesOf(await readFile(file)));
    const ids = new Set(runs.map(({ runId }) => runId));
    for (const record of await filesOfRuns(layout.runs, ids)) await rm(record, { force: true });
    // Last: it alone knows which runs were the chat's.
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
