import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import pLimit from "p-limit";
import { type EndedProcess, type ProcessOptions, startNode, type StartedProcess } from "../processes/start-process.ts";
import { repositoryRoot } from "../vscode/repository.ts";

const builtProgram = path.join(repositoryRoot, "dist", "cli.mjs");

/** The programs behind `cli.mjs`, which run when they are imported. */
const [main, laboratory] = ["cli-main.mjs", "lab.mjs"].map(
  (name) => pathToFileURL(path.join(repositoryRoot, "dist", name)).href,
);

/** The end of a command. */
export type CliResult = EndedProcess;

/** A folder that stands in for the user's home. */
export interface CliHome {
  readonly home: string;
  /** Writes a file there, objects as JSON, and returns its path. */
  readonly file: (name: string, content: unknown) => Promise<string>;
}

/** Creates a home for a test's commands, removed afterwards. */
export async function cliHome(t: Pick<TestContext, "after">): Promise<CliHome> {
  const home = await mkdtemp(path.join(tmpdir(), "smcs-cli-"));
  t.after(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  return {
    home,
    file: async (name, content) => {
      const file = path.join(home, name);
      await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
      return file;
    },
  };
}

const homeOf = (home: string): NodeJS.ProcessEnv => ({ HOME: home, USERPROFILE: home });

/** Starts the built `smcs` as a user would. Each start is slow: use {@link runCli} for everything else. */
export function startCli(
  t: Pick<TestContext, "after">,
  args: readonly string[],
  home: string,
  { env, program = builtProgram, ...options }: ProcessOptions & { readonly program?: string } = {},
): StartedProcess {
  return startNode(t, [program, ...args], { ...options, env: { ...homeOf(home), ...env } });
}

/** Commands share what belongs to the process, so only one runs at a time. */
const oneByOne = pLimit(1);
let commands = 0;

/**
 * Runs a command of the built `smcs` within this process, where the program is already loaded. Its output must be
 * complete by the time it ends.
 */
export function runCli(args: readonly string[], home: string, env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  return oneByOne(async () => {
    const output = { stdout: "", stderr: "" };
    const restore = [
      changed(process, "argv", [process.execPath, builtProgram, ...args]),
      // The variables themselves, because the operating system is asked for the home.
      ...Object.entries({ ...homeOf(home), ...env }).map(([name, value]) => changed(process.env, name, value)),
      changed(process, "exitCode", undefined),
      // There is no terminal.
      changed(process.stdin, "isTTY", false),
      changed(process.stderr, "isTTY", false),
      // Standard output itself belongs to the test runner.
      changed(console, "log", (...values: unknown[]) => (output.stdout += `${format(...values)}\n`)),
      changed(console, "error", (...values: unknown[]) => (output.stderr += `${format(...values)}\n`)),
      changed(process.stderr, "write", (text: string | Uint8Array) => {
        output.stderr += String(text);
        return true;
      }),
      ownListeners("SIGINT"),
      ownListeners("SIGTERM"),
    ];
    try {
      commands += 1;
      // A different address makes the module run again; the chunks that it loads are shared.
      await import(`${args[0] === "bench" ? laboratory : main}?command=${commands}`);
      return { status: Number(process.exitCode ?? 0), ...output };
    } finally {
      for (const one of restore.toReversed()) one();
    }
  });
}

/** Gives a property another value. Returns a function that restores the previous value. */
function changed<Owner extends object>(owner: Owner, name: keyof Owner, value: unknown): () => void {
  const before = owner[name];
  (owner as Record<keyof Owner, unknown>)[name] = value;
  return () => {
    if (before === undefined && owner === process.env) Reflect.deleteProperty(owner, name);
    else owner[name] = before;
  };
}

/** Returns a function that removes the listeners added since. */
function ownListeners(signal: "SIGINT" | "SIGTERM"): () => void {
  const before = new Set(process.listeners(signal));
  return () => {
    for (const listener of process.listeners(signal)) if (!before.has(listener)) process.off(signal, listener);
  };
}
