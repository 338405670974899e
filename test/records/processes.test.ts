import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { rebuilt, storage } from "../support/chats/store.ts";
import { readRun } from "../../src/records/run-record-file.ts";
import { collaborate, merged, three } from "../support/core/collaboration.ts";

const addressOf = (file: string): string => JSON.stringify(new URL(`../../${file}`, import.meta.url).href);

/** Returns the beginning of a program that works with the chats in a folder. */
const working = (folder: string): string => `
  const { askIn } = await import(${addressOf("test/support/chats/store.ts")});
  const { ChatStore } = await import(${addressOf("src/chats/chat-store.ts")});
  const store = new ChatStore(${JSON.stringify(folder)});
  const ask = askIn(${JSON.stringify(folder)});`;

const argumentsOf = (program: string): string[] => ["--input-type=module", "--eval", program];

/** Starts a program that ends with the test at the latest. Returns the process and its printed lines. */
function start(t: TestContext, program: string): { child: ChildProcess; lines: AsyncIterable<string> } {
  const child = spawn(process.execPath, argumentsOf(program), { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  t.signal.addEventListener("abort", () => child.kill("SIGKILL"));
  return { child, lines: createInterface({ input: child.stdout }) };
}

describe("the chats on disk", () => {
  it("may be used by several processes at once, and nothing is lost", async (t) => {
    const { folder, store } = await storage(t);
    const program = (name: string): string => `${working(folder)}
      for (let i = 0; i < 8; i++) {
        await ask("shared", "shared question ${name} " + i);
        await ask("${name}-" + i, "own question ${name} " + i);
        await store.rename("${name}-" + i, "Title ${name} " + i);
        await store.list();
      }`;
    const run = promisify(execFile);
    const names = ["one", "two", "three"];
    await Promise.all(names.map((name) => run(process.execPath, argumentsOf(program(name)), { signal: t.signal })));
    const { runs } = await store.open("shared");
    const asked = runs.map(({ question, outcome }) => `${question} ${outcome}`).sort();
    const expected = names.flatMap((name) => [...Array(8).keys()].map((i) => `${name} ${i}`));
    assert.deepEqual(asked, expected.map((one) => `shared question ${one} done`).sort());
    const listed = await store.list();
    assert.deepEqual(
      listed
        .filter(({ id }) => id !== "shared")
        .map(({ title }) => title)
        .sort(),
      expected.map((one) => `Title ${one}`).sort(),
    );
    assert.deepEqual(listed, await rebuilt(folder));
  });

  it("survive the kills of who works with them, with every question that was acknowledged", async (t) => {
    const { folder, store } = await storage(t);
    const acknowledged: string[] = [];
    for (const life of [1, 2, 3]) {
      const { child, lines } = start(
        t,
        `${working(folder)}
        for (let i = 0; ; i++) {
          await ask("chat" + (i % 3), "question ${life} " + i);
          console.log("question ${life} " + i);
          await store.rename("chat" + (i % 3), "Title " + i);
          await store.list();
        }`,
      );
      const before = acknowledged.length;
      for await (const line of lines) {
        acknowledged.push(line);
        if (acknowledged.length >= before + 5 * life) child.kill("SIGKILL");
      }
      assert.ok(acknowledged.length >= before + 5 * life);
    }
    const chats = await Promise.all(["chat0", "chat1", "chat2"].map((id) => store.open(id)));
    const asked = new Set(chats.flatMap(({ runs }) => runs.map(({ question }) => question)));
    assert.deepEqual(
      acknowledged.filter((question) => !asked.has(question)),
      [],
    );
    const listed = await store.list();
    assert.equal(listed.length, 3);
    assert.deepEqual(listed, await rebuilt(folder));
  });
});

describe("a run's record", () => {
  it("survives the kill of its process with all but the last moment", async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "smcs-runs-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const { events } = await collaborate(Object.values(three), merged);
    const { child, lines } = start(
      t,
      `import { RunRecordFile } from ${addressOf("src/records/run-record-file.ts")};
      const record = new RunRecordFile(${JSON.stringify(folder)}, "run", new Date(1_785_492_930_123), console.error);
      for (const event of ${JSON.stringify(events.slice(0, 6))}) record.append(event);
      console.log(record.file);
      setInterval(() => record.append({ type: "reference-delta", model: "a", text: "x", thinking: "" }), 1);`,
    );
    const { value: file } = (await lines[Symbol.asyncIterator]().next()) as { value: string };
    const isWritten = async () => /"x+"/.test(await readFile(file, "utf8").catch(() => ""));
    while (!(await isWritten())) {
      assert.equal(child.exitCode, null);
      await pause(5, undefined, { signal: t.signal });
    }
    child.kill("SIGKILL");
    await once(child, "close");
    const { outcome, references } = await readRun(file);
    assert.equal(outcome, "aborted");
    assert.match(references[0]?.text ?? "", /x/);
    assert.equal(references[0]?.status, "aborted");
  });
});
