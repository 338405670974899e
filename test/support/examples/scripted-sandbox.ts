import type { CodeSandbox } from "../../../src/core/code-runner.ts";
import { MOST_EXAMPLES } from "../../../src/core/examples/find-examples.ts";
import { MARK } from "../../../src/core/examples/python-examples.ts";

/** A sandbox that runs nothing, and the solutions that it was given. */
export interface ScriptedSandbox extends CodeSandbox {
  readonly judged: string[];
}

/**
 * Returns a sandbox that says how examples went, without an interpreter.
 *
 * @param passes returns whether a solution passes the example with this number
 * @param settled resolves when a run may end; absent for at once
 */
export function scriptedSandbox(
  passes: (solution: string, example: number) => boolean,
  settled: () => Promise<void> = () => Promise.resolve(),
): ScriptedSandbox {
  const judged: string[] = [];
  return {
    judged,
    judge: async ({ solution }) => {
      judged.push(solution.trim());
      await settled();
      const lines = Array.from(
        { length: MOST_EXAMPLES },
        (_, example) => `${MARK}${JSON.stringify([example, passes(solution, example), "", 1])}`,
      );
      return { status: "finished", stdout: lines.join("\n"), error: "" };
    },
    outputs: () => {
      throw new Error("not expected to be called");
    },
  };
}
