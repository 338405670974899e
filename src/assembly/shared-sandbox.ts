import pLimit from "p-limit";
import type { CodeSandbox } from "../core/code-runner.ts";
import type { Sandbox, SandboxFolders } from "../sandbox/index.ts";

/** Milliseconds without a run of code after which the interpreters are ended. */
const IDLE_MS = 60_000;

/**
 * Number of programs that run at the same time, and of interpreters that wait for them: as many as the usual number of
 * candidates. Each program takes two interpreters and their memory.
 */
const TOGETHER = 4;
/**
 * Milliseconds after the last program begins until new interpreters start. On two processors the checks of four
 * candidates take 0.29 s; if new interpreters start beside them, they take 0.65 s (`npm run -s bench -- choice`).
 */
const REFILL_MS = 500;
const limit = pLimit(TOGETHER);

/** The sandbox of this process while it is open. */
interface Open {
  readonly sandbox: Promise<Sandbox>;
  /** Number of runs in progress. */
  running: number;
  idle: NodeJS.Timeout | null;
}

let shared: Open | null = null;

/**
 * Returns a sandbox for the runs of this process: one for all of them, opened when code is expected, and ended after a
 * minute without use or by `closeSharedSandbox`.
 *
 * @param onNotice called with a sentence when a layer of the protection is missing on this machine
 */
export function sharedSandbox(folders: SandboxFolders, onNotice: (message: string) => void): CodeSandbox {
  return {
    warm: (language) => {
      const open = begin();
      // A sandbox that cannot be opened says so to the run that needs it.
      const warmed = open.sandbox.then((sandbox) => sandbox.warm?.(language)).catch(() => undefined);
      void warmed.finally(() => {
        end(open);
      });
    },
    judge: (code, signal) => {
      return limit(async () => {
        signal.throwIfAborted();
        const open = begin();
        try {
          return await (await open.sandbox).judge(code, signal);
        } finally {
          end(open);
        }
      });
    },
    outputs: async function* (code, signal) {
      const release = await slot();
      const open = begin();
      try {
        yield* (await open.sandbox).outputs(code, signal);
      } finally {
        end(open);
        release();
      }
    },
  };

  /** Resolves when a program may run, with the function that says that it has ended. */
  function slot(): Promise<() => void> {
    return new Promise((resolve) => {
      void limit(() => new Promise<void>(resolve));
    });
  }

  function begin(): Open {
    shared ??= { sandbox: opened(folders, onNotice), running: 0, idle: null };
    const open = shared;
    // A start that failed is tried again by the next run.
    open.sandbox.catch(() => (shared = shared === open ? null : shared));
    if (open.idle !== null) clearTimeout(open.idle);
    open.running += 1;
    return open;
  }

  function end(open: Open): void {
    open.running -= 1;
    if (open.running === 0) open.idle = setTimeout(() => void close(open), IDLE_MS).unref();
  }
}

/** Ends the interpreters of this process. */
export async function closeSharedSandbox(): Promise<void> {
  if (shared !== null) await close(shared);
}

async function close(open: Open): Promise<void> {
  if (shared === open) shared = null;
  if (open.idle !== null) clearTimeout(open.idle);
  await (await open.sandbox.catch(() => null))?.close();
}

async function opened(folders: SandboxFolders, onNotice: (message: string) => void): Promise<Sandbox> {
  // Loaded when code is expected, because most questions have no examples.
  const { builtSandbox, createSandbox, NO_PERMISSIONS } = await import("../sandbox/index.ts");
  const { files, snapshotFolder } = builtSandbox(folders);
  const sandbox = createSandbox({ files, snapshotFolder, spares: TOGETHER, refillMs: REFILL_MS });
  void sandbox.hasPermissions().then(
    (has) => {
      if (!has) onNotice(NO_PERMISSIONS);
    },
    () => undefined,
  );
  return sandbox;
}
