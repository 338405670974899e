import assert from "node:assert/strict";
import { appendFile, type FileHandle, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { temporaryFolder } from "../../test/bank/sample-bank.ts";
import { CheckedLog, ShorterLog } from "./checked-log.ts";
import type { Place } from "./checked-lines.ts";

interface OpenedLog {
  readonly log: CheckedLog;
  /** The lines that were read, without the appended ones. */
  readonly lines: [value: unknown, place: Place][];
}

async function logFile(t: TestContext): Promise<string> {
  return path.join(await temporaryFolder(t), "deep", "a.log");
}

async function opened(file: string): Promise<OpenedLog> {
  const lines: OpenedLog["lines"] = [];
  const log = new CheckedLog(file, {
    onLine: (...line) => lines.push(line),
    whenFailed: (cause) => new Error("not written", { cause }),
  });
  await log.catchUp();
  return { log, lines };
}

const valuesIn = async (file: string): Promise<unknown[]> => (await opened(file)).lines.map(([value]) => value);

describe("a checked log", () => {
  it("is written as lines of CRC-32, a space and JSON", async (t) => {
    const file = await logFile(t);
    const { log } = await opened(file);
    await log.append({ a: "ü" });
    await log.append({ a: 2 });
    await log.close();
    assert.equal(await readFile(file, "utf8"), '3a1d613e {"a":"ü"}\n7d36ff6c {"a":2}\n');
    assert.deepEqual(await valuesIn(file), [{ a: "ü" }, { a: 2 }]);
  });

  it("reads each line again from its place, while it is appended to and afterwards", async (t) => {
    const file = await logFile(t);
    const { log } = await opened(file);
    const values = Array.from({ length: 20 }, (_, i) => ({ i, text: "é".repeat(i) }));
    const places = await Promise.all(values.map((value) => log.append(value)));
    assert.deepEqual(await Promise.all(places.map((place) => log.read(place))), values);
    await log.close();
    assert.deepEqual(await Promise.all(places.map((place) => log.read(place))), values);
    assert.deepEqual(
      (await opened(file)).lines.map(([, place]) => place),
      places,
    );
  });

  it("gives damaged lines as undefined, and cuts off half a line when it is next written", async (t) => {
    const file = await logFile(t);
    const { log } = await opened(file);
    await log.append({ a: 1 });
    await log.close();
    await appendFile(file, '00000000 {}\nnonsense\n12345678 {"a');
    const torn = await opened(file);
    assert.deepEqual(
      torn.lines.map(([value]) => value),
      [{ a: 1 }, undefined, undefined],
    );
    await torn.log.append({ a: 2 });
    await torn.log.close();
    assert.deepEqual(await valuesIn(file), [{ a: 1 }, undefined, undefined, { a: 2 }]);
  });

  it("takes in what another has appended before it goes on behind it", async (t) => {
    const file = await logFile(t);
    const [mine, others] = [await opened(file), await opened(file)];
    await others.log.append({ by: "them" });
    await mine.log.append({ by: "me" });
    assert.deepEqual(
      mine.lines.map(([value]) => value),
      [{ by: "them" }],
    );
    await Promise.all([mine.log.close(), others.log.close()]);
    assert.deepEqual(await valuesIn(file), [{ by: "them" }, { by: "me" }]);
  });

  it("goes on after a write that failed halfway", async (t) => {
    const file = await logFile(t);
    const { log } = await opened(file);
    await log.append({ a: 1 });
    const { writer } = log as unknown as { writer: FileHandle };
    const append = writer.appendFile.bind(writer);
    writer.appendFile = async () => {
      await append("12345678 {");
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
    };
    // As on Windows, where a file that is open for appending cannot be truncated.
    writer.truncate = () => Promise.reject(new Error("EPERM"));
    await assert.rejects(log.append({ a: 2 }), { message: "not written" });
    writer.appendFile = append;
    await log.append({ a: 3 });
    await log.close();
    assert.deepEqual(await valuesIn(file), [{ a: 1 }, { a: 3 }]);
  });

  it("does not go on in a file that somebody has removed or made shorter", async (t) => {
    const file = await logFile(t);
    const { log } = await opened(file);
    await log.append({ a: 1 });
    await log.close();
    await rm(file);
    await assert.rejects(log.append({ a: 2 }), ({ cause }: Error) => cause instanceof ShorterLog);
    assert.equal((await stat(file)).size, 0);
    await log.close();
  });

  it("fails with its owner's error where there can be no file", async (t) => {
    const file = await logFile(t);
    await writeFile(path.dirname(file), "");
    const { log } = await opened(file);
    await assert.rejects(log.append({ a: 1 }), { message: "not written" });
  });
});
