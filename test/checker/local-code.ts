import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { CodeResult, RunCode } from "../../src/core/tasks/code-runner.ts";

/** The local Python interpreter; null where there is none. */
export const python = localPython();

/** Runs programs in one Python, each in names of its own: a process for each would take most of the time. */
const worker = `
import contextlib, io, json, sys, traceback
# exit() closes standard input: a program has one of its own.
programs = sys.stdin
for line in programs:
    run = json.loads(line)
    output = io.StringIO()
    sys.stdin = io.StringIO()
    error = ""
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(run["program"], "main.py", "exec"), {"__name__": "__main__"})
        except BaseException:
            error = traceback.format_exc()
    print(json.dumps({"stdout": output.getvalue(), "error": error}), flush=True)
`;

/**
 * Runs Python that is known to be harmless: published reference solutions. There is no sandbox, and one program runs at a
 * time.
 */
export function localPythonRunner(): { run: RunCode; close: () => void } {
  let child: ChildProcess | undefined;
  let closed = false;
  const ask = (program: string, timeLimitMs: number): Promise<CodeResult> => {
    if (closed) throw new Error("The local Python is closed.");
    const started = (child ??= spawn(python ?? "python3", ["-I", "-c", worker], {
      stdio: ["pipe", "pipe", "inherit"],
    }));
    const { stdin, stdout } = started;
    if (stdin === null || stdout === null) throw new Error("no pipes");
    return new Promise((resolve) => {
      const end = (result: CodeResult): void => {
        clearTimeout(timer);
        lines.close();
        started.off("exit", onExit);
        resolve(result);
      };
      const onExit = (): void => {
        child = undefined;
        end({ status: "error", stdout: "", error: "Python itself has ended." });
      };
      started.once("exit", onExit);
      // What cannot be written any more shows in its end.
      stdin.removeAllListeners("error").on("error", () => undefined);
      const lines = createInterface({ input: stdout }).once("line", (line) => {
        const { error, stdout: printed } = JSON.parse(line) as { stdout: string; error: string };
        end({ status: error === "" ? "finished" : "error", stdout: printed, error });
      });
      const timer = setTimeout(() => {
        started.kill("SIGKILL");
        child = undefined;
        end({ status: "timeout", stdout: "", error: "" });
      }, timeLimitMs);
      stdin.write(`${JSON.stringify({ program })}\n`);
    });
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    run({ program, timeLimitMs }) {
      const next = last.then(() => ask(program, timeLimitMs));
      last = next;
      return next;
    },
    close: () => {
      closed = true;
      child?.kill("SIGKILL");
    },
  };
}

/** The interpreter itself: what is on the path may be a slow script that looks for it. */
function localPython(): string | null {
  try {
    const script = "import sys; print(sys.executable)";
    return execFileSync("python3", ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
