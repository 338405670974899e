import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { presets } from "../../../src/core/parameters.ts";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { ChatFile, RunRecordFile } from "../../../src/records/index.ts";
import { ChatStore } from "../../../src/chats/chat-store.ts";

/** Creates a folder for one test's extension, with its chats. */
export async function storage(t: Pick<TestContext, "after">) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-chats-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { folder, store: new ChatStore(folder), ask: askIn(folder) };
}

/** Returns the events of a run with one candidate, which is its reply. */
export function answered(runId: string, question: string, reply: string): RunEvent[] {
  const candidate = { draw: 0, status: "finished", text: reply, thinking: "", error: null, costUsd: null } as const;
  return [
    {
      type: "run-start",
      runId,
      seed: 1,
      question: { text: question, context: [], conversation: [] },
      system: "smcs",
      parameters: presets.coding,
      simulated: false,
    },
    { type: "candidate-start", draw: 0, subset: ["m"], aggregator: "merger" },
    { type: "candidate-end", ...candidate, perplexity: null, meanLogprob: null },
    { type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0 },
    { type: "run-end", outcome: "done", durationMs: 1, error: null },
  ];
}

/** Returns a function that asks a question in a chat, and stores the run as the program does. */
export function askIn(folder: string) {
  return async (chat: string, question: string, reply = "Like this.", runId = `${chat}-${question}`): Promise<void> => {
    const onError = (message: string): void => {
      assert.fail(message);
    };
    const file = new ChatFile(path.join(folder, "chats", `${chat}.jsonl`), onError);
    const own = new RunRecordFile(path.join(folder, "runs"), runId.replace(/\W/g, "-"), new Date(), onError);
    for (const event of answered(runId.replace(/\W/g, "-"), question, reply)) {
      file.append(runId.replace(/\W/g, "-"), event);
      own.append(event);
    }
    await Promise.all([file.flush(), own.close()]);
  };
}

/** Collects all items of a generator. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Returns the list as it is rebuilt from nothing but the chats' own files. */
export async function rebuilt(folder: string) {
  const chats = path.join(folder, "chats");
  await rm(path.join(chats, "index.json"), { force: true });
  await rm(path.join(chats, "texts"), { recursive: true, force: true });
  return new ChatStore(folder).list();
}
