import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { filesOfRuns, foldLines, linesOf } from "../records/index.ts";
import { makeFolder, renamePatiently } from "../storage/index.ts";
import { type ChatSummary, digestOf } from "./chat-digest.ts";
import { fileOfTexts } from "./chat-index.ts";
import { type ChatsLayout, fileOfChat } from "./chats-layout.ts";

/** How long a removed chat can be restored, in milliseconds. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** File names in the trash: the time of removal, in milliseconds since 1970, and the chat's id. */
const NAME = /^(\d+)-([\w-]+)\.jsonl$/;

/** A chat in the trash. */
export interface RemovedChat {
  readonly id: string;
  /** Its file name in the trash. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly removedAt: number;
}

/**
 * Moves a chat to the trash. Its runs' own files are deleted when the trash is emptied.
 *
 * @throws Error when it does not exist, or cannot be moved
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

/** Returns the chats in the trash, last removed first. */
export async function removedChats({ trash }: ChatsLayout): Promise<RemovedChat[]> {
  const names = await readdir(trash).catch((): string[] => []);
  const removed = names.flatMap((name) => {
    const [, at, id] = NAME.exec(name) ?? [];
    return at === undefined || id === undefined ? [] : [{ id, name, removedAt: Number(at) }];
  });
  return removed.sort((a, b) => b.removedAt - a.removedAt);
}

/**
 * Restores a chat from the trash.
 *
 * @returns its id, which is a new one if a window continued to write to the removed chat
 * @throws Error when it is no longer in the trash
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

/** Returns the summary of a removed chat; null when it contains no question, or is gone. */
export async function removedSummary({ trash }: ChatsLayout, { id, name }: RemovedChat): Promise<ChatSummary | null> {
  const file = path.join(trash, name);
  try {
    return digestOf(id, await readFile(file), await stat(file))?.summary ?? null;
  } catch {
    return null;
  }
}

/**
 * Deletes the chats that have been in the trash for this long, and their runs' own files. After a kill in between, the
 * next call deletes the rest.
 *
 * @param keptMs 0 empties the trash
 * @returns how many chats were deleted
 */
export async function emptyTrash(layout: ChatsLayout, now: Date, keptMs = KEPT_MS): Promise<number> {
  let removed = 0;
  for (const { name, removedAt } of await removedChats(layout)) {
    if (now.getTime() - removedAt < keptMs) continue;
    const file = path.join(layout.trash, name);
    const runs = foldLines(linesOf(await readFile(file)));
    const ids = new Set(runs.map(({ runId }) => runId));
    for (const record of await filesOfRuns(layout.runs, ids)) await rm(record, { force: true });
    // Last, because only this file says which runs belonged to the chat.
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
