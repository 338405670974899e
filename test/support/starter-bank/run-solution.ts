import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Task } from "../../../src/core/question-bank/index.ts";
import { createRunner, type Runner } from "./runner.ts";

type CodeTests = Extract<Task, { kind: "code-tests" }>;

const pythonThere = spawnSync("python3", ["--version"]).status === 0;

/** Returns whether this machine can run a language. */
export function canRun(language: CodeTests["language"]): boolean {
  return language !== "python" || pythonThere;
}

/** Runs solutions with their tests. */
export interface SolutionRunner {
  /** @returns null when every test passes, else what went wrong */
  passes(task: CodeTests, solution: string): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Runs solutions in one Python and one Node process: a separate process for each solution would take most of the time.
 */
export async function createSolutionRunner(): Promise<SolutionRunner> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-solutions-"));
  const runners: Record<"python" | "script", Runner> = {
    python: createRunner("python"),
    script: createRunner("script"),
  };
  let count = 0;
  return {
    async passes(task, solution) {
      const { language, timeLimitMs = 5000 } = task;
      const extension = { python: "py", javascript: "mjs", typescript: "mts" }[language];
      const file = path.join(folder, `solution-${(count += 1)}.${extension}`);
      await writeFile(file, language === "python" ? pythonProgram(task, solution) : scriptProgram(task, solution));
      return runners[language === "python" ? "python" : "script"].run(file, timeLimitMs * 4);
    },
    async close() {
      for (const runner of Object.values(runners)) runner.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function pythonProgram({ setup = "", fixture = "", tests = [] }: CodeTests, solution: string): string {
  return [setup, solution, fixture, ...tests].join("\n\n");
}

/** Returns a program in JavaScript or TypeScript, with every test in its own block, so that names do not clash. */
function scriptProgram({ setup = "", fixture = "", tests = [] }: CodeTests, solution: string): string {
  const blocks = tests.map((test) => `{\n${test}\n}`);
  return ['import assert from "node:assert/strict";', setup, solution, fixture, ...blocks].join("\n\n");
}
