/** A program in one of the languages that tasks are in. */
export type Language = "python" | "javascript" | "typescript";

/** A model's code, and tests that call it. */
export interface TestedCode {
  readonly language: Language;
  /** What solution and tests rest on: imports, and helpers that the task gives. */
  readonly setup: string;
  readonly solution: string;
  /** Code that runs after the solution, beside it: classes that tests hand to it. It must hold nothing expected. */
  readonly fixture: string;
  /** The name that is the solution's even where the language has one like it. */
  readonly entryPoint?: string;
  readonly tests: readonly string[];
  /** For all tests together. */
  readonly timeLimitMs: number;
}

/** A model's code in Python, and inputs for it. What is expected of it is nowhere in it. */
export interface CodeWithInputs {
  readonly setup: string;
  readonly solution: string;
  /** Function, or method of `class Solution`, that is called with each input; null to run the whole program on it. */
  readonly calls: string | null;
  /** Standard input, or the arguments of a call: one JSON value a line. */
  readonly inputs: readonly string[];
  /** For each input. */
  readonly timeLimitMs: number;
  /** For all of them together. */
  readonly allLimitMs: number;
}

/** How a run ended. */
export interface CodeResult {
  /** `error`: the program threw; `crashed`: its interpreter broke. */
  readonly status: "finished" | "error" | "timeout" | "memory" | "crashed";
  readonly stdout: string;
  /** The exception's last lines; empty when there was none. */
  readonly error: string;
}

/** Runs code that a model wrote. Rejects only when no interpreter can be started. */
export interface CodeSandbox {
  /**
   * Runs the code in one interpreter and its tests in another, which never holds that code. `finished` says that every
   * test passed.
   */
  readonly judge: (code: TestedCode, signal: AbortSignal) => Promise<CodeResult>;
  /**
   * Runs the code on its inputs, one after the other. Gives a result for each, with what was printed, or a call's result
   * as JSON, as its standard output. Ends after a result that is neither `finished` nor `error`.
   */
  readonly outputs: (code: CodeWithInputs, signal: AbortSignal) => AsyncIterable<CodeResult>;
}
