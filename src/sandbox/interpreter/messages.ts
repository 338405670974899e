/** The only argument of an interpreter's process, as JSON. */
export interface InterpreterPlan {
  /** What the process runs: one program, the tests of one check after the other, or the writer of the snapshot. */
  readonly kind: "program" | "judge" | "snapshot";
  /**
   * Folder with pyodide.mjs, pyodide.asm.mjs, pyodide.asm.wasm, pyodide-lock.json and python_stdlib.zip; only the
   * writer of the snapshot reads it.
   */
  readonly pyodideFolder: string;
  /** QuickJS as WebAssembly; only the writer of the snapshot reads it. */
  readonly quickjsWasm: string;
  /** Memory limit of a program and its data, in MiB. */
  readonly memoryLimitMb: number;
}

/** A program for a process to run; a line of JSON on the process's standard input. */
export interface ProgramRequest {
  readonly program: string;
  /** Milliseconds after which the program ends its own process, in case no other process does so. */
  readonly stopsItselfMs: number;
  /**
   * Which side of a check the process is: it exchanges lines with the interpreter of the other side. Absent in tests
   * only: JavaScript then runs a program to the end of its timers, without a channel.
   */
  readonly speaks?: "program" | "judge";
  /** Words that may be names in the text of this side; only for checks in JavaScript and TypeScript. */
  readonly names?: readonly string[];
}

/**
 * First line on a process's standard output: the process waits for its program. A judge repeats the line after each
 * check.
 */
export interface Readiness {
  readonly ready: true;
  /** Whether Node's permission model is in force, as the process itself observed. */
  readonly permissions: boolean;
}

/** Result of a program: the last line of a process, except for a judge's. */
export interface ProgramReply {
  readonly status: "finished" | "error" | "memory" | "crashed";
  readonly stdout: string;
  readonly error: string;
}

/** Limit of a program's standard output, in bytes. A program that writes more is stopped. */
export const OUTPUT_LIMIT = 1 << 20;

/** File descriptor of the snapshot in a process. */
export const SNAPSHOT_DESCRIPTOR = 3;
