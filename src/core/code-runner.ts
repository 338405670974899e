/** Programming languages of the tasks. */
export type Language = "python" | "javascript" | "typescript";

/** A model's code, and the tests that call it. */
export interface TestedCode {
  readonly language: Language;
  /** Code that solution and tests need: imports, and helpers given by the task. */
  readonly setup: string;
  readonly solution: string;
  /**
   * Code that runs after the solution, in the same interpreter: classes that tests pass to it. It must hold no expected
   * results.
   */
  readonly fixture: string;
  /** The name that always refers to the solution, even where the language has one like it. */
  readonly entryPoint?: string;
  readonly tests: readonly string[];
  /** Import statements of Python, which tests may rely on without having them; absent for none. */
  readonly imports?: readonly string[];
  /** For all tests together. */
  readonly timeLimitMs: number;
}

/** A model's Python code, and inputs for it. Holds no expected results. */
export interface CodeWithInputs {
  readonly setup: string;
  readonly solution: string;
  /** Function, or method of `class Solution`, that is called with each input; null runs the whole program on it. */
  readonly calls: string | null;
  /** Standard input, or the arguments of a call as one JSON value per line. */
  readonly inputs: readonly string[];
  /** For each input. */
  readonly timeLimitMs: number;
  /** For all inputs together. */
  readonly allLimitMs: number;
}

/** How a run ended. */
export interface CodeResult {
  /** `error`: the program threw; `timeout`: `error` names the limit; `crashed`: its interpreter broke. */
  readonly status: "finished" | "error" | "timeout" | "memory" | "crashed";
  readonly stdout: string;
  /** The exception's last lines; empty when there was none. */
  readonly error: string;
}

/** Runs code that a model wrote. Its methods reject only when no interpreter can be started. */
export interface CodeSandbox {
  /** Starts interpreters of a language, so that code that comes soon need not wait for them; absent for none. */
  readonly warm?: (language: Language) => void;
  /**
   * Runs the code in one interpreter and its tests in another, which never holds that code. `finished` means that every
   * test passed.
   */
  readonly judge: (code: TestedCode, signal: AbortSignal) => Promise<CodeResult>;
  /**
   * Runs the code on its inputs, one after the other. Yields a result for each: its `stdout` is what the program
   * printed, or the result of the call as JSON. Ends early when the program has ended: after a result that says why, or
   * without one if the program ended by itself.
   */
  readonly outputs: (code: CodeWithInputs, signal: AbortSignal) => AsyncIterable<CodeResult>;
}
