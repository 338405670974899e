import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { presets } from "../core/parameters.ts";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { ChatFile } from "./chat-file.ts";
import { encodeEvent } from "./event-line.ts";
import { openChat } from "./read-chat.ts";

const runsIn = async (file: string): Promise<readonly RunRecord[]> => (await openChat(file)).runs;

const start = (runId: string): RunEvent => ({
  type: "run-start",
  runId,
  seed: 1,
  question: { text: `question of ${runId}`, context: [], conversation: [] },
  system: "smcs",
  parameters: presets.coding,
  simulated: false,
});
const candidate: RunEvent = { type: "candidate-start", draw: 0, subset: ["m"], aggregator: "a" };
const delta = (text: string): RunEvent => ({ type: "candidate-delta", draw: 0, text, thinking: "" });
const whole = (text: string): RunEvent => ({
  type: "candidate-end",
  draw: 0,
  status: "finished",
  text,
  thinking: "",
  error: null,
  perplexity: null,
  meanLogprob: null,
  costUsd: null,
});
const end: RunEvent = { type: "run-end", outcome: "done", error: null, durationMs: 5 };

async function chatFile(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-chat-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const name = path.join(folder, "deeper", "chat.jsonl");
  return { name, file: new ChatFile(name, (message) => assert.fail(message)) };
}

describe("a chat's file", () => {
  it("gives the runs back in the order they were asked", async (t) => {
    const { name, file } = await chatFile(t);
    for (const runId of ["b", "a"]) for (const event of [start(runId), end]) file.append(runId, event);
    await file.flush();
    const runs = await runsIn(name);
    assert.deepEqual(
      runs.map(({ runId, outcome }) => [runId, outcome]),
      [
        ["b", "done"],
        ["a", "done"],
      ],
    );
  });

  it("is refused, and left as it is, where a later version writes chats otherwise", async (t) => {
    const { name } = await chatFile(t);
    await mkdir(path.dirname(name), { recursive: true });
    const text = `${JSON.stringify({ format: "smcs-chat", version: 2 })}\n${encodeEvent({ runId: "a", event: start("a") })}`;
    await writeFile(name, text);
    await assert.rejects(
      openChat(name),
      /chat\.jsonl has format 2, and this version of SMCS reads up to 1\. Use a newer one/,
    );
    assert.equal(await readFile(name, "utf8"), text);
  });

  it("leaves pieces of replies to the run's own file: the reply's end has them all", async (t) => {
    const { name, file } = await chatFile(t);
    for (const event of [start("a"), candidate, delta("Hel"), delta("lo"), whole("Hello"), end])
      file.append("a", event);
    await file.flush();
    assert.equal((await readFile(name, "utf8")).trim().split("\n").length, 4);
    assert.equal((await runsIn(name))[0]?.candidates[0]?.text, "Hello");
  });

  it("keeps a choice that comes long after the run", async (t) => {
    const { name, file } = await chatFile(t);
    for (const event of [start("a"), candidate, end, { type: "choice", draw: 0 } as const]) file.append("a", event);
    await file.flush();
    assert.equal((await runsIn(name))[0]?.choice, 0);
  });

  it("is readable after a kill: the torn line is dropped, the run counts as interrupted", async (t) => {
    const { name, file } = await chatFile(t);
    for (const event of [start("a"), candidate, delta("Half")]) file.append("a", event);
    await file.flush();
    await appendFile(name, '{"type":"candidate-end","draw":0,"te');
    const [run] = await runsIn(name);
    assert.equal(run?.outcome, "aborted");
    assert.equal(run.candidates[0]?.status, "aborted");
  });

  it("is readable wherever it was cut", async (t) => {
    const { name, file } = await chatFile(t);
    for (const runId of ["a", "b"]) {
      for (const event of [start(runId), candidate, whole("é"), end]) file.append(runId, event);
    }
    await file.flush();
    for (let { size } = await stat(name); size > 0; size -= 1) {
      await truncate(name, size);
      const runs = await runsIn(name);
      assert.deepEqual(
        runs.map(({ runId }) => runId),
        ["a", "b"].slice(0, runs.length),
        `at ${size}`,
      );
    }
  });

  it("keeps the whole next question after such a kill", async (t) => {
    const { name, file } = await chatFile(t);
    file.append("a", start("a"));
    await file.flush();
    await appendFile(name, '{"type":"candidate-del');
    const next = new ChatFile(name, (message) => assert.fail(message));
    for (const event of [start("b"), end]) next.append("b", event);
    await next.flush();
    assert.deepEqual(
      (await runsIn(name)).map(({ runId, outcome }) => [runId, outcome]),
      [
        ["a", "aborted"],
        ["b", "done"],
      ],
    );
  });

  it("may hold lines of a later version, or nonsense, and stays readable", async (t) => {
    const { name, file } = await chatFile(t);
    for (const event of [start("a"), end]) file.append("a", event);
    await file.flush();
    const odd = [{ type: "of-the-future" }, { type: "scores" }, { type: "selection-end" }, { type: "run-start" }];
    await appendFile(name, odd.map((line) => `${JSON.stringify({ ...line, runId: "a" })}\n[]\n`).join(""));
    assert.equal((await runsIn(name))[0]?.outcome, "done");
  });

  it("that does not exist is an empty chat", async (t) => {
    const { name } = await chatFile(t);
    assert.deepEqual(await runsIn(name), []);
  });

  it("that cannot be written is reported once, and written whole when it can be again", async (t) => {
    const { name, file } = await chatFile(t);
    await mkdir(name, { recursive: true });
    const problems: string[] = [];
    const blocked = new ChatFile(name, (message) => problems.push(message));
    for (const event of [start("a"), candidate, end]) {
      blocked.append("a", event);
      await blocked.flush();
    }
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /could not be saved/);
    await rm(name, { recursive: true });
    await blocked.flush();
    assert.equal((await runsIn(name))[0]?.outcome, "done");
    await file.flush();
  });

  it("may be one of an earlier version, with pieces of replies in it", async (t) => {
    const { name } = await chatFile(t);
    const lines = [start("a"), candidate, delta("Hel"), delta("lo")].map((event) => encodeEvent({ runId: "a", event }));
    await mkdir(path.dirname(name), { recursive: true });
    await writeFile(name, lines.join(""));
    const [run] = await runsIn(name);
    assert.deepEqual([run?.outcome, run?.candidates[0]?.text], ["aborted", "Hello"]);
  });

  it("knows whether another process wrote to it", async (t) => {
    const { name, file } = await chatFile(t);
    const other = new ChatFile(name, (message) => assert.fail(message));
    file.append("a", start("a"));
    await file.flush();
    assert.equal(await file.changedElsewhere(), false);
    other.append("b", start("b"));
    await other.flush();
    file.append("a", end);
    await file.flush();
    assert.deepEqual([await file.changedElsewhere(), await file.changedElsewhere()], [true, false]);
    await rm(name);
    assert.equal(await file.changedElsewhere(), true);
  });

  it("knows of what another process wrote since it was read, whatever was written here meanwhile", async (t) => {
    const { name, file } = await chatFile(t);
    file.append("a", start("a"));
    await file.flush();
    const [reader, writer] = [0, 1].map(() => new ChatFile(name, (message) => assert.fail(message))) as [
      ChatFile,
      ChatFile,
    ];
    for (const one of [reader, writer]) one.goOn(await openChat(name));
    assert.equal(await reader.changedElsewhere(), false);
    file.append("a", end);
    await file.flush();
    writer.append("a", { type: "choice", draw: 0 });
    await writer.flush();
    assert.deepEqual([await reader.changedElsewhere(), await writer.changedElsewhere()], [true, true]);
    const late = new ChatFile(name, (message) => assert.fail(message));
    late.goOn(await openChat(name));
    file.append("b", start("b"));
    await file.flush();
    assert.equal(await late.changedElsewhere(), true);
  });

  it("keeps what follows a line that another process left torn", async (t) => {
    const { name, file } = await chatFile(t);
    file.append("a", start("a"));
    await file.flush();
    await appendFile(name, '{"type":"run-st');
    file.append("a", end);
    await file.flush();
    assert.equal((await runsIn(name))[0]?.outcome, "done");
  });
});
