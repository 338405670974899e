import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import path from "node:path";
import { setTimeout as elapsed } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Milliseconds until a child must be ready; a slow disk or a virus scanner may take some of it. */
const START_LIMIT = 30_000;

/** Megabytes of heap: enough for any check, too few to hurt. */
const HEAP_LIMIT = 512;

/**
 * Starts a checker and waits until it is ready. It has no environment and may read nothing but its own code, and may start
 * and write nothing, where this Node has permissions.
 *
 * @throws Error when it does not come up
 */
export async function startChild(entry: URL): Promise<ChildProcess> {
  const restricted = process.allowedNodeEnvironmentFlags.has("--permission");
  if (!restricted) return start(entry, []);
  try {
    return await start(entry, ["--permission", `--allow-fs-read=${codeFolder(entry)}`]);
  } catch {
    // The editor's own Node may know the flag and still refuse it.
    return start(entry, []);
  }
}

/** Run from sources, the code is the whole repository: packages, too. */
function codeFolder(entry: URL): string {
  const folder = fileURLToPath(new URL(entry.pathname.endsWith(".ts") ? "../../../" : "./", entry));
  return path.join(folder, "*");
}

async function start(entry: URL, permissions: readonly string[]): Promise<ChildProcess> {
  const child = fork(fileURLToPath(entry), [], {
    execPath: process.execPath,
    execArgv: [`--max-old-space-size=${HEAP_LIMIT}`, ...permissions],
    env: { ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-2000)));
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([
      once(child, "message", { signal }),
      once(child, "exit", { signal }).then(() => {
        throw new Error(
          `The checker process did not start: ${errors.split("\n").find((line) => /Error|bad option/u.test(line)) ?? errors.trim()}`,
        );
      }),
      elapsed(START_LIMIT, undefined, { signal }).then(() => {
        child.kill("SIGKILL");
        throw new Error(`The checker process was not ready within ${START_LIMIT / 1000} s.`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
  idle(child);
  return child;
}

/** A child that waits must not keep this process alive; while it works, the time limit does. */
function idle(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}
