import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Language } from "../core/code-runner.ts";
import {
  InterpreterProcess,
  type ProcessKind,
  type ProcessSetting,
  spawnInterpreter,
  START_LIMIT_MS,
} from "./interpreter-process.ts";
import { Judges } from "./judges.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxFiles } from "./sandbox-files.ts";
import { strongestWall, type SystemWall } from "./walls.ts";
import { WarmSpares } from "./warm-spares.ts";

/** What interpreters are started with. */
export interface SandboxOptions {
  readonly files: SandboxFiles;
  /** Interpreters of each language that wait for a program, started at its first use. Default 1. */
  readonly spares?: number;
  /** What a program may take for its data, in MiB. Default 512. */
  readonly memoryLimitMb?: number;
  /** Default: the strongest that works on this machine. */
  readonly wall?: SystemWall;
  /** Whether to ask for Node's permission model. Default true. */
  readonly permissions?: boolean;
}

/** What holds a program in, beside its interpreter. Those in charge should say when something is missing. */
interface Protection {
  /** Node's permission model denies files, processes and add-ons; found out by the interpreter's own process. */
  readonly permissions: boolean;
  readonly wall: SystemWall["name"];
}

/** The interpreters of a sandbox: those that wait for a program, and those of judges. */
export interface Interpreters {
  /** @throws SandboxError when the sandbox is closed */
  of(language: Language): { readonly programs: WarmSpares; readonly judges: Judges };
  /** Aborted when the sandbox is closed. */
  readonly closed: AbortSignal;
  /** Starts an interpreter, if none was, to find out. @throws SandboxError */
  protection(): Promise<Protection>;
  /** Ends all of them. */
  close(): Promise<void>;
}

/** Who writes the snapshot that the interpreters of a language start from. */
const SNAPSHOT_WRITERS = { python: "snapshot", javascript: "javascript", typescript: "javascript" } as const;

/** Where no interpreter can be started at all, whoever takes one gets a SandboxError. */
export function openInterpreters(options: SandboxOptions): Interpreters {
  const { files, spares = 1, memoryLimitMb = 512, permissions = true } = options;
  const closed = new AbortController();
  let setting: Promise<ProcessSetting> | undefined;
  const snapshots = new Map<string, Promise<FileHandle>>();

  const refuseWhenClosed = (): void => {
    if (closed.signal.aborted) throw new SandboxError("The sandbox is closed.");
  };
  const prepare = async (): Promise<ProcessSetting> => {
    return { files, wall: options.wall ?? (await strongestWall(files)), permissions, memoryLimitMb };
  };
  const ready = (): Promise<ProcessSetting> => (setting ??= prepare());
  const snapshotBy = async (entry: ProcessKind["entry"], found: ProcessSetting): Promise<FileHandle> => {
    const taken = snapshots.get(entry) ?? takeSnapshot(entry, found, closed.signal);
    snapshots.set(entry, taken);
    try {
      return await taken;
    } catch (error) {
      // Memory may have been short for a moment: the next program tries again.
      if (snapshots.get(entry) === taken) snapshots.delete(entry);
      throw error;
    }
  };
  const start = async (entry: Language, kind: ProcessKind["kind"]): Promise<InterpreterProcess> => {
    const found = await ready();
    refuseWhenClosed();
    const { fd } = await snapshotBy(SNAPSHOT_WRITERS[entry], found);
    refuseWhenClosed();
    const child = spawnInterpreter({ entry, kind }, found, ["pipe", "pipe", "pipe", fd]);
    return new InterpreterProcess(child, memoryLimitMb);
  };
  const ofLanguage = (entry: Language) => ({
    programs: new WarmSpares(spares, () => start(entry, "program")),
    judges: new Judges(spares, () => start(entry, "judge")),
  });
  const interpreters = {
    python: ofLanguage("python"),
    javascript: ofLanguage("javascript"),
    typescript: ofLanguage("typescript"),
  };

  return {
    of: (language) => {
      refuseWhenClosed();
      return interpreters[language];
    },
    closed: closed.signal,
    protection: async () => {
      const interpreter = await interpreters.javascript.programs.take();
      try {
        return { permissions: await interpreter.ready, wall: (await ready()).wall.name };
      } finally {
        interpreter.kill();
      }
    },
    close: async () => {
      closed.abort();
      const all = Object.values(interpreters).flatMap(({ programs, judges }) => [programs, judges]);
      await Promise.all([...all.map((one) => one.close()), setting]);
      for (const taken of await Promise.allSettled(snapshots.values())) {
        if (taken.status === "fulfilled") await taken.value.close();
      }
    },
  };
}

/**
 * Starts an interpreter once and keeps in a file what every later one starts from: its memory, and of Python its scripts
 * with their compiled functions. A fresh Python then takes a tenth of a second in place of two.
 *
 * The file loses its name before anything is written, so that nothing stays behind, however the processes end.
 *
 * @param entry of the process that writes it
 * @param signal ends it
 * @returns the open file, of Python about 30 MB, for reading only
 * @throws SandboxError
 */
async function takeSnapshot(
  entry: ProcessKind["entry"],
  setting: ProcessSetting,
  signal: AbortSignal,
): Promise<FileHandle> {
  const [written, snapshot] = await openNameless();
  try {
    const child = spawnInterpreter({ entry, kind: "snapshot" }, setting, ["ignore", written.fd, "pipe"]);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(START_LIMIT_MS)]);
    limit.addEventListener("abort", () => child.kill("SIGKILL"), { once: true });
    let complaints = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-4000)));
    child.once("error", (error) => (complaints += error.message));
    const status = await new Promise((resolve) => child.once("close", resolve));
    if (status !== 0) throw new SandboxError(`An interpreter could not be started in the sandbox: ${complaints}`);
    return snapshot;
  } catch (error) {
    await snapshot.close();
    throw error;
  } finally {
    await written.close();
  }
}

/** A new file without a name, to write and to read. Old versions of Windows keep the name until it is closed. */
async function openNameless(): Promise<[FileHandle, FileHandle]> {
  const file = path.join(tmpdir(), `smcs-memory-${randomUUID()}`);
  const written = await open(file, "wx", 0o600);
  try {
    return [written, await open(file, "r")];
  } catch (error) {
    await written.close();
    throw error;
  } finally {
    await rm(file, { force: true });
  }
}
