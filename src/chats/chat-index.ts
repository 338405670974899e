import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { replaceFile } from "../storage/index.ts";
import type { ChatSummary, ChatTurn } from "./chat-digest.ts";
import type { ChatsLayout } from "./chats-layout.ts";

/** How a file looked when it was read; it was not written since if it looks the same. */
export interface FileState {
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** A chat's summary, and how its file looked then. Null for a file without any question. */
export interface IndexEntry extends FileState {
  readonly summary: ChatSummary | null;
}

/** Another version may tell more, or otherwise; its index is made anew rather than understood. */
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

/** The entries of an index by the chats' ids; none when there is no index that this version understands. */
export async function readIndex(file: string): Promise<Map<string, IndexEntry>> {
  try {
    const { chats } = v.parse(indexSchema, JSON.parse(await readFile(file, "utf8")));
    return new Map(Object.entries(chats).flatMap(([id, entry]) => (entry === null ? [] : [[id, entry]])));
  } catch {
    return new Map();
  }
}

/** Keeps an index. */
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

/** Where the questions and replies of a chat lie. */
export const fileOfTexts = ({ texts }: ChatsLayout, id: string): string => path.join(texts, `${id}.json`);

/** Keeps a chat's questions and replies, as they were when its file was so. */
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

/** A chat's questions and replies; null when they are not known for the file as it is now. */
export async function readTexts(layout: ChatsLayout, id: string, state: FileState): Promise<ChatTurn[] | null> {
  try {
    const texts = v.parse(textsSchema, JSON.parse(await readFile(fileOfTexts(layout, id), "utf8")));
    return texts.bytes === state.bytes && texts.mtimeMs === state.mtimeMs ? texts.turns : null;
  } catch {
    return null;
  }
}
