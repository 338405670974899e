import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { replaceFile } from "../storage/index.ts";
import type { ChatSummary, ChatTurn } from "./chat-digest.ts";
import type { ChatsLayout } from "./chats-layout.ts";

/** Size and time of a file when it was read; unchanged when the file was not written since. */
export interface FileState {
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** A chat's summary, and the state of its file. Null for a file without a question. */
export interface IndexEntry extends FileState {
  readonly summary: ChatSummary | null;
}

/** Another version may store more or different fields, so its index is made again instead of read. */
const VERSION = 1;

const summarySchema = v.object({
  id: v.string(),
  title: v.string(),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  changedAt: v.pipe(v.string(), v.isoTimestamp()),
  questions: v.number(),
  winnerModels: v.array(v.string()),
  bytes: v.number(),
}) satisfies v.GenericSchema<unknown, ChatSummary>;

const indexSchema = v.object({
  format: v.literal("smcs-chats"),
  version: v.literal(VERSION),
  chats: v.record(
    v.string(),
    v.fallback(
      v.nullable(v.object({ bytes: v.number(), mtimeMs: v.number(), summary: v.nullable(summarySchema) })),
      null,
    ),
  ),
});

/** Returns the entries of an index by the chats' ids; none when there is no index of this version. */
export async function readIndex(file: string): Promise<Map<string, IndexEntry>> {
  try {
    const { chats } = v.parse(indexSchema, JSON.parse(await readFile(file, "utf8")));
    return new Map(Object.entries(chats).flatMap(([id, entry]) => (entry === null ? [] : [[id, entry]])));
  } catch {
    return new Map();
  }
}

/** Writes an index. */
export async function writeIndex(file: string, entries: ReadonlyMap<string, IndexEntry>): Promise<void> {
  const index = { format: "smcs-chats", version: VERSION, chats: Object.fromEntries(entries) };
  await replaceFile(file, JSON.stringify(index));
}

const TEXTS_VERSION = 1;

const textsSchema = v.object({
  version: v.literal(TEXTS_VERSION),
  bytes: v.number(),
  mtimeMs: v.number(),
  turns: v.array(v.object({ runId: v.string(), question: v.string(), reply: v.string() })),
});

/** Returns the file of a chat's questions and replies. */
export const fileOfTexts = ({ texts }: ChatsLayout, id: string): string => path.join(texts, `${id}.json`);

/** Writes a chat's questions and replies, for this state of its file. */
export async function writeTexts(
  layout: ChatsLayout,
  id: string,
  { bytes, mtimeMs }: FileState,
  turns: readonly ChatTurn[],
): Promise<void> {
  const texts = { version: TEXTS_VERSION, bytes, mtimeMs, turns: [...turns] } satisfies v.InferInput<
    typeof textsSchema
  >;
  await replaceFile(fileOfTexts(layout, id), JSON.stringify(texts));
}

/** Returns a chat's questions and replies; null when they are not known for the current state of its file. */
export async function readTexts(layout: ChatsLayout, id: string, state: FileState): Promise<ChatTurn[] | null> {
  try {
    const texts = v.parse(textsSchema, JSON.parse(await readFile(fileOfTexts(layout, id), "utf8")));
    return texts.bytes === state.bytes && texts.mtimeMs === state.mtimeMs ? texts.turns : null;
  } catch {
    return null;
  }
}
