import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import {
  builtSandbox,
  createChecker,
  createSandbox,
  NO_PERMISSIONS,
  type SandboxFiles,
  type SandboxFolders,
} from "../../sandbox/index.ts";
import type { CodeResult, CodeSandbox } from "../../core/code-runner.ts";
import { checkReply, type RunningMeans, type Verdict } from "../../core/tasks/index.ts";
import type { AskedQuestion } from "../kept/index.ts";

/** Maximum number of interpreters; more would cost more memory than they save time. */
const MOST_CHECKS = 4;

const CHECKER_WITHOUT_PERMISSIONS =
  "Node's permission model does not work here, so nothing restricts the process that reads answers with a file's patterns and formulas; SECURITY.md says what it does.";

/** What an evaluation needs besides its plan. */
export interface EvaluationMeans {
  /** Judges a reply: `checkReply` with its means. */
  readonly check: (question: AskedQuestion, reply: string, signal: AbortSignal) => Promise<Verdict>;
  /** Number of concurrent checks. */
  readonly checks: number;
  /** Milliseconds. */
  readonly clock: () => number;
  /** ISO 8601. */
  readonly now: () => string;
}

/** The folders of the processes that check replies. */
export type CheckingFolders = SandboxFolders;

/** The files from which the processes that check replies are started. */
interface CheckingFiles {
  /** checker-main.ts, or the file built from it. */
  readonly checker: URL;
  readonly sandbox: SandboxFiles;
  readonly snapshotFolder: string;
}

/** The means of an evaluation and the processes behind them, which are started when they are first needed. */
export interface Checking {
  readonly means: EvaluationMeans;
  /** Which protections are missing on this machine, in sentences, once replies were checked. */
  readonly warnings: () => readonly string[];
  /** Ends the processes. */
  close(): Promise<void>;
}

/** Returns the files of the build. */
export function builtChecking(folders: CheckingFolders): CheckingFiles {
  const { files: sandbox, ...others } = builtSandbox(folders);
  return { sandbox, ...others };
}

/**
 * Returns means that check replies in the checker process and run their code in the sandbox.
 *
 * @param most maximum number of concurrent checks
 */
export function openChecking(files: CheckingFiles, most = MOST_CHECKS): Checking {
  const checks = Math.max(1, Math.min(most, availableParallelism() - 1));
  const checker = createChecker({ entry: files.checker });
  const sandbox = createSandbox({ files: files.sandbox, snapshotFolder: files.snapshotFolder, spares: checks });
  const warnings: string[] = [];
  let looked: Promise<void> | undefined;
  const lookAtSandbox = async (): Promise<void> => {
    try {
      if (!(await sandbox.hasPermissions())) warnings.push(NO_PERMISSIONS);
    } catch (error) {
      // The next check tries again.
      looked = undefined;
      throw error;
    }
  };
  const looking: CodeSandbox = {
    judge: async (code, signal) => {
      await (looked ??= lookAtSandbox());
      return sandbox.judge(code, signal);
    },
    outputs: async function* (code, signal) {
      await (looked ??= lookAtSandbox());
      yield* sandbox.outputs(code, signal);
    },
  };
  const running = { sandbox: looking, remember: createMemory() };
  return {
    means: {
      check: (question, reply, signal) => checkReply(question, reply, { judge: checker.judge, ...running, signal }),
      checks,
      clock: () => performance.now(),
      now: () => new Date().toISOString(),
    },
    warnings: () => (checker.isRestricted() === false ? [...warnings, CHECKER_WITHOUT_PERMISSIONS] : warnings),
    close: async () => {
      checker.close();
      await sandbox.close();
    },
  };
}

/** How many of the latest results of runs are cached. */
const MOST_REMEMBERED = 1000;

/** Returns a cache of results by a hash of their key, because tasks are long. */
export function createMemory(): RunningMeans["remember"] {
  const kept = new Map<string, Promise<unknown>>();
  return async <Result extends Pick<CodeResult, "status">>(key: unknown, work: () => Promise<Result>) => {
    const hash = createHash("sha256").update(JSON.stringify(key)).digest("base64");
    const found = (kept.get(hash) as Promise<Result> | undefined) ?? work();
    kept.delete(hash);
    kept.set(hash, found);
    const [oldest] = kept.keys();
    if (kept.size > MOST_REMEMBERED && oldest !== undefined) kept.delete(oldest);
    let isSettled = false;
    try {
      const result = await found;
      isSettled = result.status === "finished" || result.status === "error";
      return result;
    } finally {
      if (!isSettled) kept.delete(hash);
    }
  };
}
