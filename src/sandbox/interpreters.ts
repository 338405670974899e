import type { Language } from "../core/code-runner.ts";
import { InterpreterProcess, type ProcessKind, type ProcessSetting, spawnInterpreter } from "./interpreter-process.ts";
import { Judges } from "./judges.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxFiles } from "./sandbox-files.ts";
import { Snapshots } from "./snapshots.ts";
import { strongestWall, type SystemWall } from "./walls.ts";
import { WarmSpares } from "./warm-spares.ts";

/** What interpreters are started with. */
export interface SandboxOptions {
  readonly files: SandboxFiles;
  /** Private folder in which snapshots are kept for later processes. Default: none are kept. */
  readonly snapshotFolder?: string;
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
  const snapshots = new Snapshots(options.snapshotFolder, closed.signal);

  const refuseWhenClosed = (): void => {
    if (closed.signal.aborted) throw new SandboxError("The sandbox is closed.");
  };
  const prepare = async (): Promise<ProcessSetting> => {
    return { files, wall: options.wall ?? (await strongestWall(files)), permissions, memoryLimitMb };
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
      await snapshots.close();
    },
  };
}
