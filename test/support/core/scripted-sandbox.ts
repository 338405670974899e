import type { CodeSandbox, TestedCode } from "../../../src/core/code-runner.ts";

/** Begins the lines in which tests of examples tell their outcomes. */
const MARK = "smcs example ";

/** A sandbox without interpreters, and the code that it was given. */
export interface ScriptedSandbox extends CodeSandbox {
  readonly run: string[];
}

/**
 * Returns a sandbox in which code passes the examples whose numbers are listed for it, by a word that the code holds.
 *
 * @param passing for a word in the code, whether each example passes
 */
export function scriptedSandbox(passing: Readonly<Record<string, readonly boolean[]>>): ScriptedSandbox {
  const run: string[] = [];
  return {
    run,
    judge: ({ solution }: TestedCode) => {
      run.push(solution);
      const outcomes = Object.entries(passing).find(([word]) => solution.includes(word))?.[1] ?? [];
      const lines = outcomes.map((passed, at) => MARK + JSON.stringify([at, passed, passed ? "right" : "wrong", 1]));
      return Promise.resolve({ status: "finished", stdout: lines.join("\n"), error: "" });
    },
    // eslint-disable-next-line require-yield
    outputs: async function* () {
      await Promise.resolve();
      throw new Error("No program reads an input here.");
    },
  };
}
