import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { CodeResult, CodeRun, CodeSandbox } from "../core/tasks/code-runner.ts";
import { InterpreterProcess, type ProcessKind, type ProcessSetting, spawnInterpreter } from "./interpreter-process.ts";
import { Judges } from "./judges.ts";
import { judgedRun, sidesOf } from "./judged-run.ts";
import { outputsOf } from "./outputs-run.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxFiles } from "./sandbox-files.ts";
import { takeSnapshot } from "./snapshot.ts";
import { strongestWall, type SystemWall } from "./walls.ts";
import { WarmSpares } from "./warm-spares.ts";

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
export interface Protection {
  /** Node's permission model denies files, processes and add-ons; found out by the interpreter's own process. */
  readonly permissions: boolean;
  readonly wall: SystemWall["name"];
}

/** Where no interpreter can be started at all, everything rejects with a SandboxError. */
export interface Sandbox extends CodeSandbox {
  /** Runs a program that nothing is compared with. */
  readonly run: (run: CodeRun, signal: AbortSignal) => Promise<CodeResult>;
  /** Starts an interpreter, if none was, to find out. @throws SandboxError */
  protection(): Promise<Protection>;
  /** Ends all interpreters. */
  close(): Promise<void>;
}

/** Who writes the snapshot that the interpreters of a language start from. */
const SNAPSHOT_WRITERS = { python: "snapshot", javascript: "javascript", typescript: "javascript" } as const;

/**
 * A place to run code that a model wrote: Python by Pyodide, JavaScript and TypeScript by QuickJS, each program in a
 * fresh interpreter in a process of its own, which is used once and killed. Tests have a fresh interpreter, too, or one
 * whose memory was put back; its process goes on with the next check of the same tests. See SECURITY.md for what that
 * holds.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
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
  const start = async (entry: CodeRun["language"], kind: ProcessKind["kind"]): Promise<InterpreterProcess> => {
    const found = await ready();
    refuseWhenClosed();
    const { fd } = await snapshotBy(SNAPSHOT_WRITERS[entry], found);
    refuseWhenClosed();
    const child = spawnInterpreter({ entry, kind }, found, ["pipe", "pipe", "pipe", fd]);
    return new InterpreterProcess(child, memoryLimitMb);
  };
  const ofLanguage = (entry: CodeRun["language"]) => ({
    programs: new WarmSpares(spares, () => start(entry, "program")),
    judges: new Judges(spares, () => start(entry, "judge")),
  });
  const interpreters = {
    python: ofLanguage("python"),
    javascript: ofLanguage("javascript"),
    typescript: ofLanguage("typescript"),
  };

  return {
    run: async (run, signal) => {
      refuseWhenClosed();
      const interpreter = await interpreters[run.language].programs.take();
      return interpreter.run(run, AbortSignal.any([signal, closed.signal]));
    },
    judge: async (code, signal) => {
      refuseWhenClosed();
      const sides = sidesOf(code);
      const { programs, judges } = interpreters[code.language];
      const tests = createHash("sha256")
        .update(JSON.stringify({ ...sides.judge, timeLimitMs: null }))
        .digest("base64");
      const taken = await Promise.allSettled([programs.take(), judges.take(tests)]);
      const [program, judge] = taken.map((one) => (one.status === "fulfilled" ? one.value : null));
      if (program == null || judge == null) {
        for (const one of [program, judge]) one?.kill();
        throw taken.find((one) => one.status === "rejected")?.reason;
      }
      const stop = AbortSignal.any([signal, closed.signal]);
      const result = await judgedRun({ program, judge }, sides, stop);
      // What was stopped may still have something to say, and what was flooded may be full.
      if (stop.aborted || (result.status !== "finished" && result.status !== "error")) judge.kill();
      else judges.giveBack(tests, judge);
      return result;
    },
    outputs: async function* (code, signal) {
      refuseWhenClosed();
      yield* outputsOf(await interpreters.python.programs.take(), code, AbortSignal.any([signal, closed.signal]));
    },
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
