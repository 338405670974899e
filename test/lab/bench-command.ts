import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { BankQuestion } from "../../src/core/question-bank/index.ts";
import { readPreparedReplies } from "../../src/demo/index.ts";
import { decodeLine } from "../../src/storage/index.ts";
import { cliHome, type CliResult, runCli, startCli } from "../support/cli/run-cli.ts";
import { recordingServer, type RecordingServer } from "../support/demo/recording-server.ts";
import type { StartedProcess } from "../support/processes/start-process.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

const capability = fileURLToPath(new URL("../../starter-bank/demo/capability.jsonl", import.meta.url));

/** Simulated models with made-up prices, US dollars per million tokens. */
const models = [
  { id: "QwQ-32B", promptUsdPerMTok: 0.5, completionUsdPerMTok: 2 },
  { id: "Llama-3.3-70B-Instruct", promptUsdPerMTok: 1, completionUsdPerMTok: 3 },
  { id: "Qwen2.5-72B-Instruct", promptUsdPerMTok: 1, completionUsdPerMTok: 4 },
  { id: "InternLM2.5-20B-Chat", promptUsdPerMTok: 0.1, completionUsdPerMTok: 0.2 },
];

/** The bank's test questions of these kinds, whose checks run little code. */
const cheap = starterQuestions.filter(
  ({ split, task }) => split === "test" && (task.kind === "text" || task.kind === "choice"),
);
const programming = starterQuestions.filter(
  ({ split, task }) => split === "test" && task.kind === "code-tests" && task.language === "javascript",
);

/** The world of a test of `smcs bench tables`: a bank that knows the models, and a server with them. */
export interface BenchWorld {
  readonly home: string;
  readonly bank: string;
  readonly server: RecordingServer;
  /** Names in the bank, and prices. */
  readonly models: typeof models;
  readonly questions: readonly BankQuestion[];
  /** A file with two of the questions. */
  readonly few: string;
  /** Returns the folder of a cache, by name. */
  readonly cache: (name: string) => string;
  /** Returns the arguments of `smcs bench tables`. */
  readonly args: (cache: string, ...more: string[]) => string[];
  readonly run: (cache: string, ...more: string[]) => Promise<CliResult>;
  /** Starts the command as a process that can be killed. */
  readonly start: (cache: string, ...more: string[]) => StartedProcess;
}

/**
 * Creates a home with a starter bank that knows the simulated models, which a server with prices serves.
 *
 * @param code whether one of the questions asks for a program, which takes time to check
 * @param keywords whether the questions have keywords, so that no model is asked for them
 */
export async function benchWorld(t: TestContext, { code = false, keywords = false } = {}): Promise<BenchWorld> {
  const { home, file } = await cliHome(t);
  const prepared = await readPreparedReplies(path.join(import.meta.dirname, "../../starter-bank"));
  const server = await recordingServer(t, { questions: starterQuestions, prepared });
  const bank = path.join(home, "bank");
  const endpoint = { name: "demo", kind: "openai", baseUrl: server.baseUrl, models, concurrency: 8 };
  const settings = await file("settings.json", { "smcs.endpoints": [endpoint] });
  const questions = [...cheap.slice(0, 5), ...(code ? programming.slice(0, 1) : [])];
  const labels = ({ domain = "", topic = "" }: BankQuestion) => (keywords ? { skills: [domain, topic] } : {});
  const lines = questions.map((question) => JSON.stringify({ ...question, ...labels(question) }));
  const [asked, few] = [
    await file("questions.jsonl", lines.join("\n")),
    await file("few.jsonl", lines.slice(0, 2).join("\n")),
  ];
  await cp(await starterBank(), bank, { recursive: true });
  const cache = (name: string): string => path.join(home, name);
  const args = (name: string, ...more: string[]): string[] => [
    ...["bench", "tables", "--settings", settings, "--bank", bank, "--questions", asked, "--format", "smcs-jsonl"],
    ...["--cache", cache(name), "--output", path.join(home, `${name}-tables`), ...more],
  ];
  return {
    home,
    bank,
    server,
    models,
    questions,
    few,
    cache,
    args,
    run: (name, ...more) => runCli(args(name, ...more), home),
    start: (name, ...more) => startCli(t, args(name, ...more), home),
  };
}

let made: Promise<string> | undefined;
after(async () => {
  if (made !== undefined) await rm(await made, { recursive: true, force: true });
});

/** Returns a folder with a starter bank that knows the simulated models, created once for all tests of a file. */
function starterBank(): Promise<string> {
  made ??= (async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "smcs-starter-"));
    for (const args of [["stats"], ["import", capability, "--format", "capability-jsonl"]]) {
      const { status, stderr } = await runCli(["bank", ...args, "--bank", folder], folder);
      assert.equal(status, 0, stderr);
    }
    return folder;
  })();
  return made;
}

/** Returns the complete lines of one of a cache's files. */
export async function linesOf<Line>(folder: string, name: string): Promise<Line[]> {
  const text = await readFile(path.join(folder, name), "utf8").catch(() => "");
  const lines = text.split("\n").slice(0, -1).map(decodeLine);
  assert.ok(
    lines.every((line) => line !== undefined),
    `${name} has a damaged line`,
  );
  return lines as Line[];
}

/** Makes the lock old, as time would: the lock of a killed process is taken over once it is old. */
export async function forgetLock(folder: string): Promise<void> {
  await utimes(path.join(folder, "cache.lock"), 0, 0).catch(() => undefined);
}
