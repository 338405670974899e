import assert from "node:assert/strict";
import { appendFile, type FileHandle, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { ReplyLog } from "./reply-log.ts";
import type { ReplyRecord } from "./reply-record.ts";

async function logFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-reply-log-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, "replies", "a.log");
}

const reply = (questionId: string): ReplyRecord => ({
  kind: "reply",
  questionId,
  fingerprint: "f",
  text: `Of ${questionId}: \u00fc`,
  finish: "stop",
  usage: null,
  costUsd: null,
  servedBy: "here/a",
  at: "2026-01-01T00:00:00.000Z",
});

async function textsIn(log: ReplyLog, ids: readonly string[]): Promise<(string | undefined)[]> {
  const kept = ids.map((id) => log.latest(id));
  return Promise.all(kept.map(async (one) => (one === undefined ? undefined : (await log.read(one)).text)));
}

describe("a log of replies", () => {
  it("keeps and finds what another process has appended meanwhile", async (t) => {
    const file = await logFile(t);
    const [mine, others] = [await ReplyLog.open(file), await ReplyLog.open(file)];
    await others.append(reply("q1"));
    await mine.append(reply("q2"));
    await others.append(reply("q3"));
    await mine.append(reply("q4"));
    const all = ["q1", "q2", "q3", "q4"];
    const texts = all.map((id) => reply(id).text);
    assert.deepEqual(await textsIn(mine, all), texts);
    await Promise.all([mine.close(), others.close()]);
    const again = await ReplyLog.open(file);
    assert.deepEqual([await textsIn(again, all), again.damagedLines], [texts, 0]);
  });

  it("goes on after a write that failed halfway, and says what to do", async (t) => {
    const file = await logFile(t);
    const log = await ReplyLog.open(file);
    await log.append(reply("q1"));
    const { writer: handle } = (log as unknown as { log: { writer: FileHandle } }).log;
    const append = handle.appendFile.bind(handle);
    handle.appendFile = async () => {
      await append("12345678 {");
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
    };
    // As on Windows, where a file that is open for appending cannot be truncated.
    handle.truncate = () => Promise.reject(new Error("EPERM"));
    await assert.rejects(log.append(reply("q2")), (error: Error) => {
      assert.equal(error.name, "BankError");
      assert.match(error.message, /a\.log.*ENOSPC.*Make room/);
      return true;
    });
    handle.appendFile = append;
    await log.append(reply("q3"));
    const expected = [reply("q1").text, undefined, reply("q3").text];
    assert.deepEqual(await textsIn(log, ["q1", "q2", "q3"]), expected);
    await log.close();
    const again = await ReplyLog.open(file);
    assert.deepEqual([await textsIn(again, ["q1", "q2", "q3"]), again.damagedLines], [expected, 0]);
  });

  it("leaves out damaged lines, counts them, and cuts off half a line when it is next written", async (t) => {
    const file = await logFile(t);
    const log = await ReplyLog.open(file);
    await log.append(reply("q1"));
    await log.close();
    await appendFile(file, '00000000 {}\nnonsense\n12345678 {"kind"');
    const torn = await ReplyLog.open(file);
    assert.equal(torn.damagedLines, 2);
    await torn.append(reply("q2"));
    await torn.close();
    const again = await ReplyLog.open(file);
    assert.deepEqual(await textsIn(again, ["q1", "q2"]), [reply("q1").text, reply("q2").text]);
    assert.equal(again.damagedLines, 2);
  });

  it("does not go on in a file that somebody has removed or made shorter", async (t) => {
    const file = await logFile(t);
    const log = await ReplyLog.open(file);
    await log.append(reply("q1"));
    await log.close();
    await rm(file);
    await assert.rejects(log.append(reply("q2")), /a\.log is shorter than it was.*Evaluate again/);
    assert.equal((await stat(file)).size, 0);
    await log.close();
  });

  it("says where replies cannot be kept", async (t) => {
    const file = await logFile(t);
    const log = await ReplyLog.open(file);
    await writeFile(path.dirname(file), "");
    await assert.rejects(log.append(reply("q1")), { name: "BankError" });
  });
});
