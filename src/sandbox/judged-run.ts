import type { CodeResult, TestedCode } from "../core/code-runner.ts";
import type { InterpreterProcess, Said } from "./interpreter-process.ts";
import type { ProgramRequest } from "./interpreter/messages.ts";
import { RunningTime, stopsItselfAfter, withinLimit } from "./time-limit.ts";

const text = (value: unknown): string => JSON.stringify(value);

/** Requests to the two interpreters of a check. */
interface Sides {
  /** Time limit of the whole check, in milliseconds. */
  readonly limitMs: number;
  readonly program: ProgramRequest;
  readonly judge: ProgramRequest;
}

/** Returns the requests to the two interpreters of a check. */
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

/** Returns the two Python programs, which call the modules smcs_program and smcs_judge. */
function pythonSides({ setup, solution, fixture, entryPoint, tests, imports = [] }: TestedCode) {
  const names = [...new Set(tests.join("\n").match(/[\p{L}_][\p{L}\p{N}_]*/gu))];
  const given = [setup, imports, entryPoint ?? "", names, tests].map(text).join(", ");
  return {
    program: {
      program: `import smcs_program\nsmcs_program.serve(${text(setup)}, ${text(solution)}, ${text(fixture)})`,
    },
    judge: { program: `import smcs_judge\nsmcs_judge.judge(${given})` },
  };
}

/**
 * Returns the two scripts of a check in JavaScript or TypeScript. Each side gets only the names in its own text,
 * because a word of the tests, such as one in an expected text, must not reach the program. The judge's first name is
 * the entry point: it may equal a name of the language, and is empty when the task has none.
 */
function scriptSides(code: TestedCode) {
  const { setup, solution, fixture, entryPoint = "", tests } = code;
  const blocks = tests.map((test) => `;{\n${test}\n}`);
  const names = namesIn([setup, ...tests]).filter((name) => !OF_TESTS.has(name));
  const ofSetup = new Set(namesIn([setup]));
  const helpers = namesIn(tests).filter((name) => ofSetup.has(name) && name !== entryPoint && !OF_TESTS.has(name));
  return {
    program: {
      program: scriptProgram(code),
      names: namesIn([entryPoint, setup, solution, fixture]),
    },
    judge: {
      program: [assertImport, commonJs, ...withHelpers(setup, helpers, blocks)].join("\n\n"),
      names: [entryPoint, ...names],
    },
  };
}

/**
 * Returns the tests with the setup's own functions and constants, which the program cannot change. Objects and classes
 * of the setup are the program's, because solution and tests share what they hold.
 */
function withHelpers(setup: string, helpers: readonly string[], blocks: readonly string[]): readonly string[] {
  if (helpers.length === 0) return blocks;
  const known = (name: string): string => `typeof ${name} === "undefined" ? undefined : ${name}`;
  const isOwn = `(value) => typeof value === "function" ? !/^class\\b/.test(Function.prototype.toString.call(value))
    : value !== undefined && typeof value !== "object";`;
  return [
    `const smcsTheirs = [${helpers.map(known).join(", ")}], smcsIsOwn = ${isOwn}`,
    `const smcsOurs = await (async () => {\ntry {\n${withoutAssert(setup)}\nreturn [${helpers.map(known).join(", ")}];\n} catch { return []; }\n})();`,
    ";{",
    ...helpers.map((name, at) => `const ${name} = smcsIsOwn(smcsOurs[${at}]) ? smcsOurs[${at}] : smcsTheirs[${at}];`),
    ...blocks,
    "}",
  ];
}

/** Names that tests never take from a program: what test runners and Node give. */
const OF_TESTS = new Set(["require", "module", "exports", "process", "Buffer", "expect", "describe", "it", "test"]);

/** Returns all words in these texts that may be names. */
function namesIn(texts: readonly string[]): string[] {
  const words = texts.join("\n").match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return [...new Set(words)].filter((word) => !RESERVED.has(word));
}

/** Words that cannot be names in a module, and the name that the tests import themselves. */
const RESERVED = new Set(
  `assert await break case catch class const continue debugger default delete do else enum export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return static
  super switch this throw true try typeof var void while with yield arguments eval undefined`.split(/\s+/),
);

/**
 * Carries messages between a program and its judge until one of them ends. Only one side speaks at a time. The judge
 * decides the result: `finished` when all tests passed. Never rejects. Ends the program's process; the caller ends or
 * reuses the judge's process.
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

/**
 * Returns the judge's result, with `memory` changed to `crashed`: tests need little memory, so the program or earlier
 * checks have filled the judge's.
 */
function judgesEnd(end: CodeResult): CodeResult {
  return end.status === "memory" ? { ...end, status: "crashed" } : end;
}

/**
 * Returns the result for a program that ended while its judge still waited. It is never `finished`, because the tests
 * were not complete.
 */
function endedEarly(end: CodeResult): CodeResult {
  const early = "The code ended the program before its tests were through.";
  return end.status === "finished" ? { ...end, status: "error", error: early } : { ...end, error: end.error || early };
}

/** Returns the solution with its setup and fixture, Node's strict `assert`, and CommonJS. */
function scriptProgram({ setup, solution, fixture }: TestedCode): string {
  return [assertImport, commonJs, setup, withoutAssert(solution), exported, fixture].join("\n\n");
}

const assertImport = 'import assert from "node:assert/strict";';

/** Lets solutions use CommonJS. They can require nothing but `assert`. */
const commonJs = `globalThis.module = { exports: {} };
globalThis.exports = globalThis.module.exports;
globalThis.require = Object.assign(
  (name) => {
    if (/^(node:)?assert(\\/strict)?$/.test(name)) return assert;
    throw new Error("Cannot find module '" + name + "'");
  },
  { main: null },
);`;

/** Makes values that exist only as exports available to the tests. */
const exported = ";Object.assign(globalThis, globalThis.module.exports);";

/** Returns the solution without its own imports of `assert`, because the program already imports `assert`. */
function withoutAssert(solution: string): string {
  const module = String.raw`["'](?:node:)?assert(?:\/strict)?["']`;
  const imported = String.raw`import\s+(?:\*\s+as\s+)?assert\s+from\s+${module}`;
  const required = String.raw`(?:const|let|var)\s+assert\s*=\s*require\(${module}\)(?:\.strict)?`;
  return solution.replace(new RegExp(`^(?:${imported}|${required});?[ \\t]*$`, "gmu"), "");
}
