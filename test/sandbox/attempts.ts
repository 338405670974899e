import { readFileSync } from "node:fs";
import path from "node:path";
import pLimit from "p-limit";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import type { Language } from "../../src/core/code-runner.ts";
import { createMemory } from "../../src/evaluation/checking/index.ts";
import { codeTestsCheck, type TaskOf, type Verdict } from "../../src/core/tasks/index.ts";
import { LANGUAGES, readForgeries } from "./judging.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

type CodeTests = TaskOf<"code-tests">;

/** Wrong code that tries to pass, or to avoid a verdict. */
export interface Attempt {
  readonly language: Language;
  /** The part of the task that judges the attempt. */
  readonly part: "tests" | "stdio" | "calls";
  readonly name: string;
  readonly task: CodeTests;
  readonly code: string;
}

/** An attempt with its verdict. */
export interface Tried extends Attempt {
  readonly verdict: Verdict;
  readonly seconds: number;
}

/** Time limit that many attempts reach, in milliseconds. Half of it is enough for a reference on a busy machine. */
const LIMIT_MS = 5_000;
/** Time limit of attempts whose task needs no correct reference. */
const SHORT_LIMIT_MS = 1_000;
/** Time limit of all other attempts, which end by themselves. */
export const PATIENCE_MS = 60_000;

const cases = [1, 2, 3].map((n) => ({ input: String(n), output: String(2 * n + 1) }));

/** Tasks of each kind: the sum of two numbers, or twice a number plus one. */
const taskOf: Readonly<Record<Attempt["part"], (language: Language) => CodeTests>> = {
  tests: (language) => {
    const { test, right } = LANGUAGES[language === "python" ? "python" : "javascript"];
    return { kind: "code-tests", language, entryPoint: "add", tests: [test], reference: right };
  },
  stdio: (language) => ({ kind: "code-tests", language, stdio: cases, reference: "print(2 * int(input()) + 1)" }),
  calls: (language) => ({
    ...{ kind: "code-tests", language, entryPoint: "twice", calls: cases },
    reference: "def twice(n): return 2 * n + 1",
  }),
};

/** Returns all known attempts. */
export function readAttempts(): Attempt[] {
  const forgeries = (["python", "javascript"] as const).flatMap((language) =>
    readForgeries(language).map(({ name, test, solution }): Attempt => {
      const timeLimitMs = name.startsWith("no end") ? SHORT_LIMIT_MS : PATIENCE_MS;
      const task = { kind: "code-tests", language, entryPoint: "add", tests: [test], timeLimitMs } as const;
      return { language, part: "tests", name, task: { ...task, tests: [test] }, code: solution };
    }),
  );
  return [...readDodges(), ...forgeries];
}

/** Reads the attempts in dodges.txt: `#### language | part | name`, then the code. */
function readDodges(): Attempt[] {
  const text = readFileSync(path.join(import.meta.dirname, "forgeries/dodges.txt"), "utf8");
  return text
    .split(/^#### /m)
    .slice(1)
    .map((one) => {
      const [head = "", ...lines] = one.split("\n");
      const [language, part, name] = head.split(" | ") as [Language, Attempt["part"], string];
      const task = { ...taskOf[part](language), timeLimitMs: LIMIT_MS };
      return { language, part, name, task, code: lines.join("\n").replaceAll("\\0", "\0") };
    });
}

/** Checks each attempt as a model's reply, a few at a time. */
export async function tryAll(attempts: readonly Attempt[]): Promise<Tried[]> {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
  const limit = pLimit(2);
  const { signal } = new AbortController();
  const remember = createMemory();
  try {
    return await Promise.all(
      attempts.map((attempt) =>
        limit(async (): Promise<Tried> => {
          const start = performance.now();
          // Without a code block, the whole reply is the code.
          const reply = attempt.code.includes("\0")
            ? attempt.code
            : `\`\`\`${attempt.language}\n${attempt.code}\n\`\`\``;
          const verdict = await codeTestsCheck.run(attempt.task, reply, { sandbox, remember }, signal);
          return { ...attempt, verdict, seconds: (performance.now() - start) / 1000 };
        }),
      ),
    );
  } finally {
    await sandbox.close();
  }
}

/** Returns "wrong: ...", "PASSED" or "no verdict: ...". */
export function gotOf({ verdict }: Tried): string {
  if (verdict.kind === "failed") return `no verdict: ${verdict.detail}`;
  return verdict.value === 0 ? `wrong: ${verdict.detail}` : "PASSED";
}
