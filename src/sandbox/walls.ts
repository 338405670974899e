import { execFile } from "node:child_process";
import path from "node:path";
import { allOf, type SandboxFiles } from "./sandbox-files.ts";

/** A command with its arguments. */
interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** How the operating system confines an interpreter's process. */
export interface SystemWall {
  /** `none` when the system has nothing that works without installation or setup. */
  readonly name: "bubblewrap" | "unshare" | "none";
  readonly around: (command: Command, files: SandboxFiles) => Command;
}

export const noWall: SystemWall = { name: "none", around: (command) => command };

/**
 * Returns the wall of bubblewrap. The process gets its own network, processes and shared memory, and a read-only file
 * system that contains only what Node needs.
 *
 * @param program path of bwrap
 */
export function bubblewrap(program: string): SystemWall {
  return {
    name: "bubblewrap",
    around: (command, files) => {
      const readable = [...["/usr", "/lib", "/lib64", path.dirname(process.execPath)], ...allOf(files)];
      const args = [
        ...["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"],
        ...["--dev", "/dev", "--proc", "/proc"],
        ...readable.flatMap((file) => ["--ro-bind-try", file, file]),
        ...["--dir", "/empty", "--chdir", "/empty", "--remount-ro", "/", "--"],
      ];
      return { program, args: [...args, command.program, ...command.args] };
    },
  };
}

/**
 * Returns the wall of unshare. The process gets its own network and shared memory, without privileges.
 *
 * @param program path of unshare, which nearly every Linux has
 */
function unshare(program: string): SystemWall {
  return {
    name: "unshare",
    around: (command) => ({
      program,
      args: ["--user", "--net", "--ipc", "--", command.program, ...command.args],
    }),
  };
}

/** Walls to try, strongest first. The paths are absolute, so no PATH decides what confines the sandbox. */
const WALLS: readonly SystemWall[] = [
  bubblewrap("/usr/bin/bwrap"),
  bubblewrap("/usr/local/bin/bwrap"),
  unshare("/usr/bin/unshare"),
  unshare("/bin/unshare"),
];

/** Resolves with the strongest wall that works on this machine, found by trying each. */
export async function strongestWall(files: SandboxFiles, walls: readonly SystemWall[] = WALLS): Promise<SystemWall> {
  if (process.platform !== "linux") return noWall;
  for (const wall of walls) {
    const { program, args } = wall.around({ program: process.execPath, args: ["--version"] }, files);
    const works = await new Promise<boolean>((resolve) => {
      execFile(program, args, { env: bareEnvironment(), timeout: 5000 }, (error) => {
        resolve(error === null);
      });
    });
    if (works) return wall;
  }
  return noWall;
}

/**
 * Stack size of V8, of the 8 MiB that Linux and macOS give a process. Programs can recurse about as deep as outside the
 * sandbox.
 */
const STACK_KB = 6500;

/** Returns the flags that restrict an interpreter's Node process. Node knows each of them from 22.13 on. */
export function nodeFlags(files: SandboxFiles, memoryLimitMb: number): string[] {
  return [
    "--permission",
    ...allOf(files).map((file) => `--allow-fs-read=${file}`),
    "--disallow-code-generation-from-strings",
    "--disable-proto=delete",
    "--no-addons",
    "--no-warnings",
    `--max-old-space-size=${memoryLimitMb}`,
    ...(process.platform === "win32" ? [] : [`--stack-size=${STACK_KB}`]),
    // In pages of 64 KiB; no WebAssembly memory can grow further. See SECURITY.md for what this limit misses.
    `--wasm-max-mem-pages=${memoryLimitMb * 16}`,
    // Most functions of an interpreter are never called. Each one is validated and compiled at its first call.
    "--wasm-lazy-validation",
    // The optimising compiler pays off for long programs only: for a short one it takes longer than the program.
    "--wasm-tiering-budget=100000000",
    // The scripts around the interpreter do little, so optimising them does not pay off either. WebAssembly is still
    // optimised.
    "--no-opt",
    // Room for the objects that a start creates, so that no garbage collection interrupts the start.
    "--min-semi-space-size=16",
    // One compiler thread, because several processes run at the same time.
    "--v8-pool-size=1",
  ];
}

/**
 * Makes glibc take memory in large pages and 8 MiB at a time. The first use of each of its 15,000 small pages took more
 * than a quarter of an interpreter's start. Other systems ignore it.
 */
const LARGE_PAGES = { GLIBC_TUNABLES: `glibc.malloc.hugetlb=1:glibc.malloc.top_pad=${2 ** 23}` };

/**
 * Returns the environment of an interpreter's process, which has no variable of SMCS. Electron must be told to act as
 * Node, and Windows starts no process without the system's folder.
 */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return {
    TZ: "UTC",
    ...LARGE_PAGES,
    ...(process.versions["electron"] === undefined ? {} : { ELECTRON_RUN_AS_NODE: "1" }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}
