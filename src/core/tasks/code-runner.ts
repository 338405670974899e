/** One run of code that a model wrote. */
export interface CodeRun {
  readonly language: "python" | "javascript" | "typescript";
  /** The program's text, run as one module. */
  readonly program: string;
  readonly stdin?: string;
  readonly timeLimitMs: number;
}

/** How a run ended. */
export interface CodeResult {
  /** `error`: the program threw; `crashed`: the sandbox itself broke, which says nothing about the program. */
  readonly status: "finished" | "error" | "timeout" | "memory" | "crashed";
  readonly stdout: string;
  /** The exception's last lines; empty when there was none. */
  readonly error: string;
}

/** Runs code that a model wrote, in the sandbox. */
export type RunCode = (run: CodeRun, signal: AbortSignal) => Promise<CodeResult>;
