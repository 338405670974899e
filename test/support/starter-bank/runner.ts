import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

type Language = "python" | "script";

const commands: Readonly<Record<Language, readonly [program: string, ...args: string[]]>> = {
  python: ["python3", "-I", fileURLToPath(new URL("run-programs.py", import.meta.url))],
  script: [process.execPath, fileURLToPath(new URL("run-programs.ts", import.meta.url))],
};

/** Runs one program after another in a child process that is kept for the next one. */
export interface Runner {
  /** @returns null when the program ran to its end, else the error */
  run(file: string, timeLimitMs: number): Promise<string | null>;
  close(): void;
}

/**
 * Creates a runner, only for code of this repository, because there is no sandbox. A program that hangs or dies ends
 * its child process.
 */
export function createRunner(language: Language): Runner {
  let child: ChildProcess | undefined;

  function start(): ChildProcess {
    const [program, ...args] = commands[language];
    return spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
  }

  function run(file: string, timeLimitMs: number): Promise<string | null> {
    const running = (child ??= start());
    const { stdin, stdout } = running;
    if (stdin === null || stdout === null) throw new Error("The child has no pipes.");
    return new Promise((resolve) => {
      const lines = createInterface({ input: stdout });
      const end = (error: string | null): void => {
        clearTimeout(timer);
        running.off("close", died);
        lines.close();
        resolve(error);
      };
      const giveUp = (reason: string): void => {
        running.kill("SIGKILL");
        child = undefined;
        end(reason);
      };
      const died = (): void => {
        giveUp("the program ended its process");
      };
      const timer = setTimeout(() => {
        giveUp(`not through after ${timeLimitMs} ms`);
      }, timeLimitMs);
      running.once("close", died);
      // The program's own output is ignored.
      lines.on("line", (line) => {
        if (line.startsWith('{"error":')) end((JSON.parse(line) as { error: string | null }).error);
      });
      stdin.write(`${file}\n`);
    });
  }

  return { run, close: () => child?.kill("SIGKILL") };
}
