import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import path from "node:path";
import { setTimeout as elapsed } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { messageOf } from "../../core/errors.ts";

/** Timeout of a child's start, in milliseconds. A slow disk or a virus scanner may take part of it. */
const START_LIMIT = 30_000;

/** Heap limit in megabytes: enough for any check, and too little to harm the machine. */
const HEAP_LIMIT = 512;

/** A checker process that is ready. */
interface Started {
  readonly child: ChildProcess;
  /** Whether it runs under Node's permission model: it can read nothing but its own code, and can start and write nothing. */
  readonly isRestricted: boolean;
}

/**
 * Starts a checker process and waits until it is ready. The process has no variable of the user's environment.
 *
 * @throws Error when the process does not start
 */
export async function startChild(entry: URL): Promise<Started> {
  if (process.allowedNodeEnvironmentFlags.has("--permission"))
    try {
      const child = await start(entry, ["--permission", `--allow-fs-read=${codeFolder(entry)}`]);
      return { child, isRestricted: true };
    } catch (error) {
      // The editor's own Node may know the flag and still reject it.
      if (!messageOf(error).includes("bad option")) throw error;
    }
  return { child: await start(entry, []), isRestricted: false };
}

/**
 * Returns a pattern for the folder of the code. When run from sources, that is the whole repository, because the
 * packages are needed, too.
 */
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

/**
 * Keeps a waiting child from keeping this process alive. While the child works, the timer of the check keeps it alive.
 */
function idle(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}
