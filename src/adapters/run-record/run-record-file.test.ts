import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { collaborate, merged, three } from "../../../test/support/core/collaboration.ts";
import type { RunEvent } from "../../core/run-events.ts";
import { readRecorded } from "./read-recorded.ts";
import { readRun, RunRecordFile } from "./run-record-file.ts";

const startedAt = new Date("2026-07-31T10:15:30.123Z");
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
    while ((await readRun(record.file).catch(() => null))?.outcome !== "done") await new Promise(setImmediate);
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

  it("survives the kill of its process with all but the last moment", async (t) => {
    const folder = await runsFolder(t);
    await mkdir(folder, { recursive: true });
    const module = new URL("run-record-file.ts", import.meta.url).href;
    const program = `
      import { RunRecordFile } from ${JSON.stringify(module)};
      const record = new RunRecordFile(${JSON.stringify(folder)}, "run", new Date(${startedAt.getTime()}), console.error);
      for (const event of ${JSON.stringify(told.events.slice(0, 6))}) record.append(event);
      console.log(record.file);
      setInterval(() => record.append({ type: "reference-delta", model: "a", text: "x", thinking: "" }), 1);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const file = line.toString().trim();
    const isWritten = async () => /"x+"/.test(await readFile(file, "utf8").catch(() => ""));
    while (!(await isWritten())) await new Promise(setImmediate);
    child.kill("SIGKILL");
    await once(child, "close");
    const { outcome, references } = await readRun(file);
    assert.equal(outcome, "aborted");
    assert.match(references[0]?.text ?? "", /x/);
    assert.equal(references[0]?.status, "aborted");
  });
});
