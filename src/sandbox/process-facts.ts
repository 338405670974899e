import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/**
 * What a process may keep in memory beyond its program's own limit, in MiB: Node, the interpreter's compiled code, and
 * copies that the garbage collector has not freed yet.
 */
export const OVERHEAD_MB = 512;

/** How often memory is measured while a program runs, in milliseconds. */
const INTERVAL_MS = process.platform === "linux" ? 100 : 1000;

const KIB = 1024;

/** A process by its id, or the thread that asks. */
export type Asked = number | "thread-self";

/**
 * Measures a process until it keeps more than the limit in memory. A measurement that fails, as where a busy machine has
 * no room for `ps`, is followed by the next one.
 *
 * @param pid also a wall's: the processes that it started count with it
 * @param signal ends the measuring
 * @returns whether the limit was passed; false once the signal is aborted
 */
export async function passesMemoryLimit(
  pid: number,
  limitMb: number,
  signal: AbortSignal,
  measure = residentBytes,
): Promise<boolean> {
  try {
    for (;;) {
      await pause(INTERVAL_MS, undefined, { signal, ref: false });
      const bytes = await measure(pid);
      if (bytes !== null && bytes > limitMb * KIB * KIB) return true;
    }
  } catch {
    return false;
  }
}

/**
 * Returns how much memory a process and its descendants have to themselves, without what they share with others as
 * program files; null where nothing tells.
 */
export async function residentBytes(pid: number): Promise<number | null> {
  if (process.platform === "linux") return residentOnLinux(pid);
  // Its sum contains program files, some 60 MiB. Windows has nothing that costs little enough to be asked.
  return process.platform === "darwin" ? residentByPs(pid) : null;
}

/**
 * Returns how many milliseconds a process and its descendants, or the thread that asks, were ready to run and had no
 * processor; 0 where nothing tells, as outside of Linux.
 */
export function waitedMs(pid: Asked): number {
  return (
    sumOfFamily(pid, (member) => {
      // Nanoseconds on a processor, nanoseconds waiting for one, turns.
      const [, waited] = (fileOf(`${member}/schedstat`) ?? "").split(" ");
      return waited === undefined ? null : Number(waited) / 1e6;
    }) ?? 0
  );
}

function residentOnLinux(pid: number): number | null {
  return sumOfFamily(pid, (member) => {
    const status = fileOf(`${member}/status`);
    const kib = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status ?? "")?.[1] ?? 0);
    return status === null ? null : (kib("RssAnon") + kib("RssShmem")) * KIB;
  });
}

/**
 * Adds up what is said of a process and of all that it started: a wall is a process of its own around the interpreter's.
 * Null where nothing is said of the first.
 */
function sumOfFamily(pid: Asked, say: (pid: Asked) => number | null): number | null {
  const own = say(pid);
  if (own === null) return null;
  // Missing where the kernel was built without it.
  const children = (fileOf(`${pid}/task/${pid}/children`) ?? "").split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + (sumOfFamily(Number(child), say) ?? 0), own);
}

/** Returns a file of the kernel's, read at once since it lies in memory; null where there is none. */
function fileOf(name: string): string | null {
  try {
    return readFileSync(`/proc/${name}`, "utf8");
  } catch {
    return null;
  }
}

function residentByPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile("/bin/ps", ["-o", "rss=", "-p", String(pid)], { timeout: 5000 }, (error, stdout) => {
      const kib = Number.parseInt(stdout, 10);
      resolve(error === null && Number.isFinite(kib) ? kib * KIB : null);
    });
  });
}
