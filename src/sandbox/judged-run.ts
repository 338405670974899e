import type { CodeResult, TestedCode } from "../core/code-runner.ts";
import type { InterpreterProcess, Said } from "./interpreter-process.ts";
import type { ProgramRequest } from "./interpreter/messages.ts";
import { RunningTime, stopsItselfAfter, withinLimit } from "./time-limit.ts";

const text = (value: unknown): string => JSON.stringify(value);

/** What the two interpreters of a check are given to run. */
interface Sides {
  /** For the whole check, in milliseconds. */
  readonly limitMs: number;
  readonly program: ProgramRequest;
  readonly judge: ProgramRequest;
}

/** The two programs of a check. */
export function sidesOf(code: TestedCode): Sides {
  const { language, timeLimitMs } = code;
  const { program, judge } = language === "python" ? pythonSides(code) : scriptSides(code);
  const stopsItselfMs = stopsItselfAfter(timeLimitMs);
  return {
    limitMs: timeLimitMs,
    program: { stopsItselfMs, ...program, speaks: "program" },
    judge: { stopsItselfMs, ...judge, speaks: "judge" },
  };
}

/** See smcs_program and smcs_judge. */
function pythonSides({ setup, solution, fixture, entryPoint, tests }: TestedCode) {
  const names = [...new Set(tests.join("\n").match(/[\p{L}_][\p{L}\p{N}_]*/gu))];
  const given = [setup, entryPoint ?? "", names, tests].map(text).join(", ");
  return {
    program: {
      program: `import smcs_program\nsmcs_program.serve(${text(setup)}, ${text(solution)}, ${text(fixture)})`,
    },
    judge: { program: `import smcs_judge\nsmcs_judge.judge(${given})` },
  };
}

/**
 * Each side is given the names in its own text: what stands in the tests, and be it a word of an expected text, is nothing
 * for the program. The judge's first one is the entry point, which may be one of the language's; empty where there is none.
 */
function scriptSides(code: TestedCode) {
  const { setup, solution, fixture, entryPoint = "", tests } = code;
  const blocks = tests.map((test) => `;{\n${test}\n}`);
  return {
    program: {
      program: scriptProgram(code),
      names: namesIn([entryPoint, setup, solution, fixture]),
    },
    judge: {
      program: ['import assert from "node:assert/strict";', ...blocks].join("\n\n"),
      names: [entryPoint, ...namesIn(tests)],
    },
  };
}

/** All that may be a name in these texts. */
function namesIn(texts: readonly string[]): string[] {
  const words = texts.join("\n").match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return [...new Set(words)].filter((word) => !RESERVED.has(word));
}

/** Words that cannot be names in a module, and those that the tests' own import has. */
const RESERVED = new Set(
  `assert await break case catch class const continue debugger default delete do else enum export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return static
  super switch this throw true try typeof var void while with yield arguments eval undefined`.split(/\s+/),
);

/**
 * Carries messages between a program and its judge until one of them ends; one speaks at a time. The verdict is the
 * judge's: `finished` when all tests passed. Never rejects. Ends the program's process, and leaves the judge's to the caller.
 */
export async function judgedRun(
  sides: { readonly program: InterpreterProcess; readonly judge: InterpreterProcess },
  requests: Sides,
  signal: AbortSignal,
): Promise<CodeResult> {
  const { program, judge } = sides;
  const run = async (): Promise<CodeResult> => {
    let said: Said = await program.begin(requests.program);
    if ("end" in said) return endedEarly(said.end);
    said = await judge.begin(requests.judge);
    for (let speaker = judge; ; speaker = speaker === judge ? program : judge) {
      if ("end" in said) return speaker === judge ? judgesEnd(said.end) : endedEarly(said.end);
      said = await (speaker === judge ? program : judge).tell(said.message);
    }
  };
  try {
    const time = new RunningTime([program.pid, judge.pid]);
    return await withinLimit(run(), { time, limitMs: requests.limitMs }, signal);
  } finally {
    program.kill();
  }
}

/** Tests need little: a judge that ran short of memory was flooded by the program, or by the checks before. */
function judgesEnd(end: CodeResult): CodeResult {
  return end.status === "memory" ? { ...end, status: "crashed" } : end;
}

/** A program that has come to an end while its judge still waits for it: whatever it was, the tests were not through. */
function endedEarly(end: CodeResult): CodeResult {
  const early = "The code ended the program before its tests were through.";
  return end.status === "finished" ? { ...end, status: "error", error: early } : { ...end, error: end.error || early };
}

/** The solution with what it and its fixture rest on: Node's strict `assert`, and CommonJS. */
function scriptProgram({ setup, solution, fixture }: TestedCode): string {
  return [assertImport, commonJs, setup, withoutAssert(solution), exported, fixture].join("\n\n");
}

const assertImport = 'import assert from "node:assert/strict";';

/** Solutions may be written for CommonJS; nothing but `assert` can be required. */
const commonJs = `globalThis.module = { exports: {} };
globalThis.exports = globalThis.module.exports;
globalThis.require = Object.assign(
  (name) => {
    if (/^(node:)?assert(\\/strict)?$/.test(name)) return assert;
    throw new Error("Cannot find module '" + name + "'");
  },
  { main: null },
);`;

/** What only exports name is found by the tests all the same. */
const exported = ";Object.assign(globalThis, globalThis.module.exports);";

/** Imported once for all. */
function withoutAssert(solution: string): string {
  const module = String.raw`["'](?:node:)?assert(?:\/strict)?["']`;
  const imported = String.raw`import\s+(?:\*\s+as\s+)?assert\s+from\s+${module}`;
  const required = String.raw`(?:const|let|var)\s+assert\s*=\s*require\(${module}\)(?:\.strict)?`;
  return solution.replace(new RegExp(`^(?:${imported}|${required});?[ \\t]*$`, "gmu"), "");
}
