import type { ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { Deferred } from "./deferred.ts";

/** State of a server according to its output. */
export interface WatchedOutput {
  ready: Promise<undefined>;
  failure: Promise<never>;
  output: () => string;
  /** Resolves once the output matches the pattern. */
  printed: (pattern: RegExp) => Promise<void>;
}

const listening = /HTTP server listening/;
/** VS Code is loaded with the first page, so this message may appear after the server has started to listen. */
const broken = /Got error from Code/;
const startLimit = 60_000;

/** Returns a server's state, read from its output and its exit. */
export function watchOutput(child: ChildProcessByStdio<null, Readable, Readable>): WatchedOutput {
  let output = "";
  const ready = new Deferred<undefined>();
  const failure = new Deferred<never>();
  const failBecause = (reason: string) => {
    failure.reject(new Error(`code-server ${reason}. Its output was:\n${output.trim()}`));
  };
  const limit = setTimeout(() => {
    failBecause(`did not listen within ${startLimit / 1000} s`);
  }, startLimit);
  const waiting: { pattern: RegExp; resolve: () => void }[] = [];
  const read = (text: string) => {
    output += text;
    for (const { pattern, resolve } of waiting) if (pattern.test(output)) resolve();
    if (broken.test(output)) failBecause("could not load VS Code");
    if (!listening.test(output)) return;
    clearTimeout(limit);
    ready.resolve(undefined);
  };
  child.stdout.setEncoding("utf8").on("data", read);
  child.stderr.setEncoding("utf8").on("data", read);
  child.once("error", (error) => {
    failBecause(`could not be started (${error.message})`);
  });
  child.once("exit", (code, signal) => {
    clearTimeout(limit);
    failBecause(`ended with ${signal ?? `exit code ${code}`}`);
  });
  const printed = (pattern: RegExp) =>
    new Promise<void>((resolve) => {
      if (pattern.test(output)) resolve();
      else waiting.push({ pattern, resolve });
    });
  return { ready: ready.promise, failure: failure.promise, output: () => output, printed };
}
