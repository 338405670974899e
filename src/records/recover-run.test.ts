import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { collaborate, merged, three } from "../../test/support/core/collaboration.ts";
import { openChat } from "./read-chat.ts";
import { ChatFile } from "./chat-file.ts";
import type { RunRecord } from "../core/record/index.ts";
import { keepingEvent } from "./kept-record.ts";
import { RunRecordFile } from "./run-record-file.ts";
import { filesOfRuns } from "./runs-folder.ts";

const runsIn = async (file: string): Promise<readonly RunRecord[]> => (await openChat(file)).runs;

const { events, record } = await collaborate(Object.values(three), merged);
const noError = (message: string) => assert.fail(message);

/**
 * Creates a chat's file and its run's own file, as they were when the process was killed after these numbers of events.
 */
async function killedAfter(t: TestContext, inChat: number, inRun: number) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-recover-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const name = path.join(folder, "chats", "chat.jsonl");
  const chat = new ChatFile(name, noError);
  const own = new RunRecordFile(path.join(folder, "runs"), "run", new Date(0), noError);
  for (const event of events.slice(0, inChat)) chat.append("run", event);
  for (const event of events.slice(0, inRun)) own.append(event);
  await Promise.all([chat.flush(), own.close()]);
  return { name, runs: path.join(folder, "runs"), chat };
}

const beforeText = events.findIndex(({ type }) => type === "reference-delta") + 1;

describe("a run that was interrupted", () => {
  it("comes back with the text that only its own file has", async (t) => {
    const { name } = await killedAfter(t, beforeText, beforeText);
    const [run] = await runsIn(name);
    assert.deepEqual([run?.outcome, run?.references[0]?.status], ["aborted", "aborted"]);
    assert.match(run?.references[0]?.text ?? "", /\w/);
  });

  it("comes back whole when only its chat was cut short", async (t) => {
    const { name } = await killedAfter(t, events.length - 1, events.length);
    assert.deepEqual(await runsIn(name), [record]);
  });

  it("comes back with what its chat knows beyond its own file", async (t) => {
    for (let inChat = beforeText; inChat < events.length; inChat++) {
      const { name } = await killedAfter(t, inChat, beforeText);
      const [run] = await runsIn(name);
      const ended = events.slice(0, inChat).filter(({ type }) => type === "reference-end" || type === "candidate-end");
      const replies = [...(run?.references ?? []), ...(run?.candidates ?? [])];
      assert.equal(replies.filter(({ status }) => status === "finished").length, ended.length, `after ${inChat}`);
      assert.match(run?.references[0]?.text ?? "", /\w/);
    }
  });

  it("comes back whole when a version kept it that knew of SMCS alone", async (t) => {
    const { name, chat } = await killedAfter(t, beforeText, beforeText);
    const { decidedBy: _, keywords: _keywords, ...rest } = record;
    const { layers: _layers, selfConsistency: _self, singleModel: _single, ...parameters } = record.parameters;
    const candidates = record.candidates.map(({ votes: _votes, answer: _answer, ...candidate }) => candidate);
    const old = { ...rest, parameters, candidates };
    chat.append("run", keepingEvent(old as unknown as RunRecord));
    await chat.flush();
    assert.deepEqual(await runsIn(name), [record]);
  });

  it("keeps that text in the chat, even when its own file is gone", async (t) => {
    const { name, runs, chat } = await killedAfter(t, beforeText, beforeText);
    const opened = await openChat(name);
    chat.goOn(opened);
    await chat.flush();
    await rm(runs, { recursive: true });
    const again = await openChat(name);
    assert.deepEqual([again.runs, again.recovered], [opened.runs, []]);
  });

  it("and was none, since another window goes on with it, ends there as it ends", async (t) => {
    const { name, chat } = await killedAfter(t, beforeText, beforeText);
    const reader = new ChatFile(name, noError);
    reader.goOn(await openChat(name));
    await reader.flush();
    for (const event of events.slice(beforeText)) chat.append("run", event);
    await chat.flush();
    assert.deepEqual(await runsIn(name), [record]);
  });

  it("keeps the user's choice, which its own file does not know", async (t) => {
    const { name, chat } = await killedAfter(t, events.length - 1, events.length - 1);
    chat.append("run", { type: "choice", draw: record.candidates[1]!.subset });
    chat.append("run", { type: "rating", of: { draw: record.candidates[1]!.subset }, rating: "good" });
    await chat.flush();
    const [run] = await runsIn(name);
    assert.deepEqual([run?.choice, run?.candidates[1]?.rating], [1, "good"]);
  });

  it("forgets the rating of an answer that was asked for again since", async (t) => {
    const { name, runs, chat } = await killedAfter(t, events.length, events.length);
    const [first, second] = record.references.map(({ model }) => model);
    for (const model of [first!, second!]) chat.append("run", { type: "rating", of: { model }, rating: "bad" });
    const resumed = { type: "run-resume", model: first!, withdrawn: [] } as const;
    const [file] = await filesOfRuns(runs, new Set([record.runId]));
    const own = new RunRecordFile(runs, record.runId, file!, noError);
    chat.append("run", resumed);
    own.append(resumed);
    await Promise.all([chat.flush(), own.close()]);
    const [run] = await runsIn(name);
    assert.deepEqual([run?.outcome, run?.references.map(({ rating }) => rating)], ["aborted", [null, "bad", null]]);
  });

  it("has no ratings where a version kept it that knew none", async (t) => {
    const { name, chat } = await killedAfter(t, beforeText, beforeText);
    const references = record.references.map(({ rating: _, ...reference }) => reference);
    chat.append("run", keepingEvent({ ...record, references } as unknown as RunRecord));
    await chat.flush();
    assert.deepEqual(await runsIn(name), [record]);
  });

  it("stays as its chat has it where its own file is gone", async (t) => {
    const { name, runs } = await killedAfter(t, beforeText, beforeText);
    await rm(runs, { recursive: true });
    const { runs: read, recovered } = await openChat(name);
    assert.deepEqual([read[0]?.outcome, read[0]?.references[0]?.text, recovered], ["aborted", "", []]);
  });
});
