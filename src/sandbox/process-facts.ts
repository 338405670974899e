import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Memory that a process may use beyond its program's limit, in MiB: for Node, the interpreter's compiled code, and
 * copies that the garbage collector has not freed yet.
 */
export const OVERHEAD_MB = 512;

/** Interval between two measurements of a running program's memory, in milliseconds. */
const INTERVAL_MS = process.platform === "linux" ? 100 : 1000;

const KIB = 1024;

/** Id of a process, or the calling thread. */
export type Asked = number | "thread-self";

/**
 * Measures a process until it uses more memory than the limit. A failed measurement is skipped; `ps` may fail on a busy
 * machine, for example.
 *
 * @param pid of the process, or of the wall around it; child processes count as well
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
 * Returns the private memory of a process and its descendants in bytes, without shared memory such as program files.
 * Returns null when the memory cannot be measured.
 */
export async function residentBytes(pid: number): Promise<number | null> {
  if (process.platform === "linux") return residentOnLinux(pid);
  // The value of `ps` includes about 60 MiB of program files. Windows has no measurement that is cheap enough.
  return process.platform === "darwin" ? residentByPs(pid) : null;
}

/**
 * Returns how many milliseconds a process and its descendants, or the calling thread, were ready to run but had no
 * processor. Returns 0 when this is unknown, as outside of Linux.
 */
export function waitedMs(pid: Asked): number {
  return (
    sumOfFamily(pid, (member) => {
      // The file has nanoseconds on a processor, nanoseconds of waiting for one, and the number of turns.
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
 * Returns the sum of a value over a process and its descendants: a wall is a process of its own around the
 * interpreter's. Returns null when the first process has no value.
 */
function sumOfFamily(pid: Asked, say: (pid: Asked) => number | null): number | null {
  const own = say(pid);
  if (own === null) return null;
  // The file is missing when the kernel was built without it.
  const children = (fileOf(`${pid}/task/${pid}/children`) ?? "").split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + (sumOfFamily(Number(child), say) ?? 0), own);
}

/**
 * Returns the text of a file in /proc, or null when there is none. Reads synchronously, because these files are in
 * memory.
 */
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
