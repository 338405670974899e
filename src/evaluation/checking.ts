import { availableParallelism } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createChecker } from "../adapters/checker/checker-process.ts";
import { bundledFiles, type SandboxFiles } from "../adapters/sandbox/sandbox-files.ts";
import { createSandbox } from "../adapters/sandbox/sandbox.ts";
import { checkReply } from "../core/tasks/check-reply.ts";
import type { EvaluationMeans } from "./run.ts";

/** More interpreters at once take more memory than they save time. */
const MOST_CHECKS = 4;

/** Where the processes that check replies are started from. */
export interface CheckingFiles {
  /** checker-main.ts, or what it is built to. */
  readonly checker: URL;
  readonly sandbox: SandboxFiles;
}

/** The means of an evaluation, with the processes behind them: started when they are first needed. */
export interface Checking {
  readonly means: EvaluationMeans;
  /** Ends the processes. */
  close(): Promise<void>;
}

/** What the build laid down in its folder. */
export function builtChecking(distFolder: string): CheckingFiles {
  return { checker: pathToFileURL(path.join(distFolder, "checker.js")), sandbox: bundledFiles(distFolder) };
}

/** Checks replies in the checker process and the code in them in the sandbox. */
export function openChecking(files: CheckingFiles): Checking {
  const checks = Math.max(1, Math.min(MOST_CHECKS, availableParallelism() - 1));
  const checker = createChecker({ entry: files.checker });
  const sandbox = createSandbox({ files: files.sandbox, spares: checks });
  return {
    means: {
      check: (question, reply, signal) =>
        checkReply(question, reply, { judge: checker.judge, runCode: sandbox.run, signal }),
      checks,
      clock: () => performance.now(),
      now: () => new Date().toISOString(),
    },
    close: async () => {
      checker.close();
      await sandbox.close();
    },
  };
}
