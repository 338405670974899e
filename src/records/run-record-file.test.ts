import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { collaborate, merged, three } from "../../test/support/core/collaboration.ts";
import type { RunEvent } from "../core/record/index.ts";
import { readRecorded } from "./read-recorded.ts";
import { readRun, RunRecordFile } from "./run-record-file.ts";

const startedAt = new Date("2026-07-31T10:15:30.123Z");
/** How long to wait for a file on a busy machine. */
const PATIENCE = { interval: 5, timeout: 30_000 };
const noError = (message: string) => assert.fail(message);
const told = await collaborate(Object.values(three), merged);

async function runsFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-runs-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, "runs");
}

async function written(folder: string, events: readonly RunEvent[]): Promise<string> {
  const record = new RunRecordFile(folder, "run", startedAt, noError);
  for (const event of events) record.append(event);
  await record.close();
  return record.file;
}

describe("the file of a run", () => {
  it("gives the run's record back, byte for byte", async (t) => {
    const file = await written(await runsFolder(t), told.events);
    assert.equal(JSON.stringify(await readRun(file)), JSON.stringify(told.record));
  });

  it("is named by date and run, says its format first, and is its owner's alone", async (t) => {
    const folder = await runsFolder(t);
    const file = await written(folder, told.events);
    assert.equal(path.basename(file), "2026-07-31T101530Z-run.jsonl");
    assert.equal((await readFile(file, "utf8")).split("\n", 1)[0], '{"format":"smcs-run","version":1}');
    if (process.platform === "win32") return;
    assert.deepEqual([(await stat(file)).mode & 0o777, (await stat(folder)).mode & 0o777], [0o600, 0o700]);
  });

  it("is on the disk soon after the run's end, whether or not anybody closes it", async (t) => {
    const record = new RunRecordFile(await runsFolder(t), "run", startedAt, noError);
    for (const event of told.events) record.append(event);
    await t.waitFor(async () => {
      assert.equal((await readRun(record.file)).outcome, "done");
    }, PATIENCE);
  });

  it("takes the choice that comes after the end", async (t) => {
    const file = await written(await runsFolder(t), [...told.events, { type: "choice", draw: 1 }]);
    assert.equal((await readRun(file)).choice, 1);
  });

  it("is readable at every length that a kill may leave: nothing is wrong, only the end is missing", async (t) => {
    const file = await written(await runsFolder(t), told.events);
    const whole = await readFile(file, "utf8");
    const begun = whole.indexOf("\n", whole.indexOf("\n") + 1);
    for (let length = whole.length - 2; length > begun; length -= 97) {
      await truncate(file, length);
      const { outcome, error, question } = await readRun(file);
      assert.deepEqual([outcome, question], ["aborted", "How?"], `at ${length}`);
      assert.match(error ?? "", /^Interrupted/);
      assert.equal((await readRecorded(file)).length, 1);
    }
    await truncate(file, 40);
    await assert.rejects(readRun(file), /holds no run/);
  });

  it("keeps events of a later version, and refuses a later format", async (t) => {
    const [first, ...rest] = told.events;
    const future = { type: "of-the-future", deep: [{ value: 1 }] } as unknown as RunEvent;
    const file = await written(await runsFolder(t), [first!, future, ...rest]);
    assert.match(await readFile(file, "utf8"), /{"type":"of-the-future","deep":\[{"value":1}\],"runId":"run"}\n/);
    assert.equal(JSON.stringify(await readRun(file)), JSON.stringify(told.record));
    await writeFile(file, (await readFile(file, "utf8")).replace('"version":1', '"version":2'));
    await assert.rejects(readRun(file), /has format 2.*reads up to 1\. Use a newer one/);
    await assert.rejects(readRecorded(file), /has format 2/);
  });

  it("that cannot be written is told once, stops nobody, and is whole when it can be again", async (t) => {
    const folder = await runsFolder(t);
    await writeFile(folder, "in the way");
    const problems: string[] = [];
    const record = new RunRecordFile(folder, "run", startedAt, (message) => problems.push(message));
    for (const event of told.events) record.append(event);
    await record.close();
    await record.close();
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, /^The run's record could not be saved in .*run\.jsonl: /);
    await rm(folder);
    await record.close();
    assert.equal(JSON.stringify(await readRun(record.file)), JSON.stringify(told.record));
  });

  it("goes on behind the torn line that another writer left", async (t) => {
    const folder = await runsFolder(t);
    const file = await written(folder, told.events.slice(0, 3));
    await appendFile(file, '{"type":"warn');
    await written(folder, told.events.slice(3));
    assert.equal(JSON.stringify(await readRun(file)), JSON.stringify(told.record));
  });
});
