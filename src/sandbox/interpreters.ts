import type { Language } from "../core/code-runner.ts";
import { InterpreterProcess, type ProcessKind, type ProcessSetting, spawnInterpreter } from "./interpreter-process.ts";
import { Judges } from "./judges.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxFiles } from "./sandbox-files.ts";
import { Snapshots } from "./snapshots.ts";
import { strongestWall, type SystemWall } from "./walls.ts";
import { WarmSpares } from "./warm-spares.ts";

/** Options of a sandbox's interpreters. */
export interface SandboxOptions {
  readonly files: SandboxFiles;
  /** Private folder that keeps snapshots for later processes. Default: no snapshots are kept. */
  readonly snapshotFolder?: string;
  /**
   * Number of interpreters of each language that wait for a program. The first use of a language starts them. Default
   * 1.
   */
  readonly spares?: number;
  /**
   * Milliseconds after the last interpreter was taken until new ones wait. Default 0: at once, which suits many checks
   * in a row; a few checks at a time end sooner if nothing starts beside them.
   */
  readonly refillMs?: number;
  /** Memory limit of a program's data, in MiB. Default 512. */
  readonly memoryLimitMb?: number;
  /** Default: the strongest wall that works on this machine. */
  readonly wall?: SystemWall;
}

/** The interpreters of a sandbox: those that wait for a program, and the judges' interpreters. */
export interface Interpreters {
  /** @throws SandboxError when the sandbox is closed */
  of(language: Language): { readonly programs: WarmSpares; readonly judges: Judges };
  /** Aborted when the sandbox is closed. */
  readonly closed: AbortSignal;
  /**
   * Returns whether Node's permission model denies files, processes and add-ons, as an interpreter's own process found.
   * Takes an interpreter for that, and starts one if none waits. Callers should tell the user when it does not.
   *
   * @throws SandboxError
   */
  hasPermissions(): Promise<boolean>;
  /** Ends all interpreters. */
  close(): Promise<void>;
}

/** Script that writes the snapshot of each language. */
const SNAPSHOT_WRITERS = { python: "snapshot", javascript: "javascript", typescript: "javascript" } as const;

/** Returns the interpreters of a new sandbox. Taking an interpreter throws a SandboxError when none can be started. */
export function openInterpreters(options: SandboxOptions): Interpreters {
  const { files, spares = 1, refillMs = 0, memoryLimitMb = 512 } = options;
  const rule = { count: spares, refillMs };
  const closed = new AbortController();
  let setting: Promise<ProcessSetting> | undefined;
  const snapshots = new Snapshots(options.snapshotFolder, closed.signal);

  const refuseWhenClosed = (): void => {
    if (closed.signal.aborted) throw new SandboxError("The sandbox is closed.");
  };
  const prepare = async (): Promise<ProcessSetting> => {
    return { files, wall: options.wall ?? (await strongestWall(files)), memoryLimitMb };
  };
  const ready = (): Promise<ProcessSetting> => (setting ??= prepare());
  const start = async (entry: Language, kind: ProcessKind["kind"]): Promise<InterpreterProcess> => {
    const found = await ready();
    refuseWhenClosed();
    const { fd } = await snapshots.of(SNAPSHOT_WRITERS[entry], found);
    refuseWhenClosed();
    const child = spawnInterpreter({ entry, kind }, found, ["pipe", "pipe", "pipe", fd]);
    return new InterpreterProcess(child, memoryLimitMb);
  };
  const ofLanguage = (entry: Language) => ({
    programs: new WarmSpares(rule, () => start(entry, "program")),
    judges: new Judges(rule, () => start(entry, "judge")),
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
    hasPermissions: async () => {
      const interpreter = await interpreters.javascript.programs.take();
      try {
        return await interpreter.ready;
      } finally {
        interpreter.kill();
      }
    },
    close: async () => {
      closed.abort();
      const all = Object.values(interpreters).flatMap(({ programs, judges }) => [programs, judges]);
      await Promise.all([...all.map((one) => one.close()), setting]);
      await snapshots.close();
    },
  };
}
