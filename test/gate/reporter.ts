import path from "node:path";
import { inspect } from "node:util";
import type { TestEvent } from "node:test/reporters";
import type { Line, Outcome } from "./outcome.ts";

/** A reporter of Node's test runner: writes each test's beginning, end and outcome as a `Line`, in JSON. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    const line = lineOf(event);
    if (line !== null) yield `${JSON.stringify(line)}\n`;
  }
}

/** Names of the suites around the reported test, outermost first. */
const around: string[] = [];

function lineOf({ type, data }: TestEvent): Line | null {
  switch (type) {
    case "test:dequeue":
    case "test:complete":
      return { heard: data.name };
    case "test:start":
      around[data.nesting] = data.name;
      return null;
    case "test:summary":
      return { complete: data.file === undefined ? "" : fileOf(data) };
    case "test:pass":
    case "test:fail": {
      const outcome = outcomeOf(type === "test:pass", data);
      return outcome === null ? null : { outcome };
    }
    case "test:diagnostic": {
      // Node reports a promise that was not awaited only in this way, and then ends with exit code 1.
      if (!data.message.startsWith("Error: ")) return null;
      return { outcome: { file: fileOf(data), name: "after a test", status: "failed", ms: 0, error: data.message } };
    }
    default:
      return null;
  }
}

type Ended = Extract<TestEvent, { readonly type: "test:pass" | "test:fail" }>["data"];

/** Returns the outcome; null for a suite or a test that only summarises its subtests. */
function outcomeOf(passed: boolean, data: Ended): Outcome | null {
  const file = fileOf(data);
  const name = [...around.slice(0, data.nesting), data.name].join(" › ");
  const { duration_ms: ms, type, error } = data.details as EndDetails;
  // Node counts a file without tests as a test that passed.
  const isFile = data.nesting === 0 && path.resolve(data.name) === path.resolve(data.file ?? "");
  if (isFile && passed)
    return { file, name: file, status: "failed", ms, error: "No test of this file came to an end." };
  const skip = data.skip ?? data.todo ?? false;
  if (skip !== false && passed) return { file, name, status: "skipped", ms, ...(skip !== true && { reason: skip }) };
  if ((type === "suite" && passed) || error?.failureType === "subtestsFailed") return null;
  if (passed) return { file, name, status: "passed", ms };
  return { file, name, status: "failed", ms, error: messageOf(error) };
}

interface EndDetails {
  readonly duration_ms: number;
  readonly type?: string;
  readonly error?: { readonly failureType?: string; readonly cause?: unknown; readonly message: string };
}

function messageOf(error: EndDetails["error"]): string {
  const cause = error?.cause ?? error;
  if (cause instanceof Error)
    return cause.cause === undefined && !("errors" in cause) ? (cause.stack ?? cause.message) : inspect(cause);
  return typeof cause === "string" ? cause : inspect(cause);
}

/** Stored at the start, because a test may change the current folder. */
const root = process.cwd();

function fileOf({ file }: { readonly file?: string | undefined }): string {
  return file === undefined ? "" : path.relative(root, file).replaceAll(path.sep, "/");
}
