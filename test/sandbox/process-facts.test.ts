import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { InterpreterProcess } from "../../src/sandbox/interpreter-process.ts";
import { OVERHEAD_MB, passesMemoryLimit, residentBytes } from "../../src/sandbox/process-facts.ts";
import { runIn } from "./running.ts";

const REPLY = { status: "finished", stdout: "", error: "" };

/**
 * Returns the script of a process that stands for an interpreter without a memory limit of its own.
 *
 * @param mb MiB that the process fills before it replies
 */
const hungry = (mb: number): string => `
  process.stdout.write('{"ready":true,"permissions":true}\\n');
  process.stdin.once("data", async () => {
    const held = [];
    while (held.length * 16 < ${mb}) {
      held.push(Buffer.alloc(16 << 20, 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    process.stdout.write(${JSON.stringify(`${JSON.stringify(REPLY)}\n`)});
  });`;

const run = { language: "python", program: "", timeLimitMs: 60_000 } as const;

/** A wall that is the parent of the interpreter's process, like bubblewrap. */
const FORKING = ["--user", "--fork", "--kill-child", "--"];
const forks = spawnSync("unshare", [...FORKING, process.execPath, "--version"]).status === 0;

describe("the memory of an interpreter's process", { skip: process.platform === "win32" }, () => {
  it("ends a program with the status memory when it passes the limit", async (t) => {
    const child = spawn(process.execPath, ["--eval", hungry(4096)], { stdio: "pipe" });
    const { status, error } = await runIn(new InterpreterProcess(child, 64), run, t.signal);
    assert.equal(status, "memory");
    assert.match(error, new RegExp(`more than ${64 + OVERHEAD_MB} MiB`));
  });

  it("is that of the process behind a wall, which is another's child", { skip: !forks }, async (t) => {
    const child = spawn("unshare", [...FORKING, process.execPath, "--eval", hungry(4096)], { stdio: "pipe" });
    assert.equal((await runIn(new InterpreterProcess(child, 64), run, t.signal)).status, "memory");
  });

  it("is nobody's concern below the limit", async (t) => {
    const child = spawn(process.execPath, ["--eval", hungry(256)], { stdio: "pipe" });
    assert.deepEqual(await runIn(new InterpreterProcess(child, 64), run, t.signal), REPLY);
  });

  it("goes on being measured after a measurement has failed", async (t) => {
    const measured = [null, 1, null, null, 3 << 20];
    assert.equal(
      await passesMemoryLimit(process.pid, 2, t.signal, () => Promise.resolve(measured.shift() ?? null)),
      true,
    );
    assert.deepEqual(measured, []);
  });

  it("cannot be measured when the process is gone", async () => {
    assert.equal(await residentBytes(2 ** 22 + 1), null);
  });
});
