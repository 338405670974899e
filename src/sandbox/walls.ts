import { execFile } from "node:child_process";
import path from "node:path";
import type { SandboxFiles } from "./sandbox-files.ts";

/** A command with its arguments. */
interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** How the operating system holds an interpreter's process. */
export interface SystemWall {
  /** `none` where the system has nothing that works without being installed or set up. */
  readonly name: "bubblewrap" | "unshare" | "none";
  readonly around: (command: Command, files: SandboxFiles) => Command;
}

export const noWall: SystemWall = { name: "none", around: (command) => command };

/**
 * A network, processes and shared memory of its own, and a file system with nothing in it but what Node needs, all
 * of it read-only.
 *
 * @param program path of bwrap
 */
export function bubblewrap(program: string): SystemWall {
  return {
    name: "bubblewrap",
    around: (command, files) => {
      const readable = [
        ...["/usr", "/lib", "/lib64", path.dirname(process.execPath)],
        ...[...Object.values(files.entries), files.pyodideFolder, files.quickjsWasm, ...files.readable],
      ];
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
 * A network and shared memory of its own, without privileges.
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

/** Strongest first. Named by full paths: nobody's PATH decides what holds the sandbox. */
const WALLS: readonly SystemWall[] = [
  bubblewrap("/usr/bin/bwrap"),
  bubblewrap("/usr/local/bin/bwrap"),
  unshare("/usr/bin/unshare"),
  unshare("/bin/unshare"),
];

/** The strongest wall that works on this machine, found by trying. */
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

/** Of the 8 MiB that Linux and macOS give a process, so that programs may recurse about as deep as outside. */
const STACK_KB = 6500;

/** What Node itself is told to forbid its process; each of these is known to Node 22 and 24. */
export function nodeFlags(files: SandboxFiles, memoryLimitMb: number, permissions: boolean): string[] {
  const readable = [...Object.values(files.entries), files.pyodideFolder, files.quickjsWasm, ...files.readable];
  return [
    ...(permissions ? ["--permission", ...readable.map((file) => `--allow-fs-read=${file}`)] : []),
    "--disallow-code-generation-from-strings",
    "--disable-proto=delete",
    "--no-addons",
    "--no-warnings",
    `--max-old-space-size=${memoryLimitMb}`,
    ...(process.platform === "win32" ? [] : [`--stack-size=${STACK_KB}`]),
    // In pages of 64 KiB: no WebAssembly memory can grow beyond. See SECURITY.md for what this overlooks.
    `--wasm-max-mem-pages=${memoryLimitMb * 16}`,
    // Most of what an interpreter could do no program asks for. What is called is checked and compiled then.
    "--wasm-lazy-validation",
    // The optimising compiler is for programs that go on: for a short one it takes more than the program does.
    "--wasm-tiering-budget=100000000",
    // So it is for the scripts around the interpreter, which do little; WebAssembly is optimised all the same.
    "--no-opt",
    // Room for what a start makes, so that it need not be tidied up on the way.
    "--min-semi-space-size=16",
    // One thread to compile: processes run beside each other.
    "--v8-pool-size=1",
  ];
}

/**
 * The environment of an interpreter's process: nothing of ours. Electron needs to be told to be Node, and Windows
 * starts no process that does not know the system's folder.
 */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return {
    TZ: "UTC",
    ...(process.versions["electron"] === undefined ? {} : { ELECTRON_RUN_AS_NODE: "1" }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}
