import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { ChatTurn } from "./chat-digest.ts";
import type { ChatsLayout } from "./chats-layout.ts";
import type { FileState } from "./chat-index.ts";
import { replaceFile } from "../storage/index.ts";

const VERSION = 1;

const textsSchema = v.object({
  version: v.literal(VERSION),
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
  const texts = { version: VERSION, bytes, mtimeMs, turns: [...turns] } satisfies v.InferInput<typeof textsSchema>;
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
