/** What an interpreter's process is told at its start: its only argument, as JSON. */
export interface InterpreterPlan {
  /** What it runs: one program, the tests of one check after the other, or what writes the snapshot. */
  readonly kind: "program" | "judge" | "snapshot";
  /** Folder with pyodide.mjs, pyodide.asm.mjs, pyodide.asm.wasm and python_stdlib.zip; only its snapshot needs it. */
  readonly pyodideFolder: string;
  /** QuickJS as WebAssembly; only its snapshot needs it. */
  readonly quickjsWasm: string;
  /** What a program and its data may take, in MiB. */
  readonly memoryLimitMb: number;
}

/** A program that a process runs; a line of JSON on its standard input. */
export interface ProgramRequest {
  readonly program: string;
  /** Milliseconds after which it ends its own process, should nobody outside do so. */
  readonly stopsItselfMs: number;
  /** Which side of a check the program is: it speaks with the interpreter of the other side, line by line. */
  readonly speaks?: "program" | "judge";
  /** What may be a name in the text of a side of a check in JavaScript. */
  readonly names?: readonly string[];
}

/** First line on a process's standard output: it waits for its program. A judge says it again after each check. */
export interface Readiness {
  readonly ready: true;
  /** Whether Node's permission model is in force, as the process itself found it. */
  readonly permissions: boolean;
}

/** How a program ended: the last line of a process, but for a judge's. */
export interface ProgramReply {
  readonly status: "finished" | "error" | "memory" | "crashed";
  readonly stdout: string;
  readonly error: string;
}

/** Standard output that a program may write, in bytes; a program that writes more is stopped. */
export const OUTPUT_LIMIT = 1 << 20;

/** The file descriptor on which a process finds the snapshot. */
export const SNAPSHOT_DESCRIPTOR = 3;
