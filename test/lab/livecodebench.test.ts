import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Table } from "../../src/lab/benchmark/report/table.ts";
import type { BankQuestion } from "../../src/core/question-bank/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { repetitions, SEED } from "../support/deep.ts";
import { recordingServer } from "../support/demo/recording-server.ts";
import {
  asDataSet,
  asKnown,
  asNativeReplies,
  asReleasedBank,
  madeProblems,
  RELEASED_MODEL,
} from "../support/livecodebench/problems.ts";

const MODELS = ["QwQ-32B", "InternLM2.5-20B-Chat"];

/** Number of problems. `SMCS_LIVECODEBENCH=880` makes as many as the paper's data set has, which takes minutes. */
const COUNT = Number(process.env["SMCS_LIVECODEBENCH"] ?? repetitions(12, 220));

/** Number of problems that one test evaluates: the gate ends a test that takes too long. */
const SLICE = 220;

const problems = madeProblems(COUNT, SEED);
const released = problems.filter(({ published }) => published.contest_date < "2024-08").length;
const idOf = (index: number): string => `LiveCodeBench/${problems[index]?.published.question_id ?? ""}`;

/** The fields of a request to a model. */
interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
}

describe(`${COUNT} problems of LiveCodeBench`, () => {
  const cleanups: (() => unknown)[] = [];
  const t = { after: (cleanup: () => unknown) => void cleanups.push(cleanup) };
  after(async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  });
  const world = makeWorld(t);

  it("are one question each, with tests and what was known of it, from all files in any order", async () => {
    const { bank, files, home, imported } = await world;
    const questions = await imported(bank, files.replies, files.released, files.tests);
    assert.deepEqual(questions.map(({ id }) => id).toSorted(), problems.map((_, index) => idOf(index)).toSorted());
    assert.equal(new Set(questions.map(({ question }) => question.trim().replace(/\s+/gu, " "))).size, COUNT);
    assert.ok(questions.every(({ task }) => task.kind === "code-tests"));
    assert.equal(questions.filter(({ capability }) => RELEASED_MODEL in capability).length, released);
    for (const [name, order] of Object.entries({
      released: [files.released, files.replies, files.tests],
      tests: [files.tests, files.released, files.replies],
      once: [files.released, files.tests],
    }))
      assert.deepEqual(await imported(path.join(home, name), ...order), questions, name);
  });

  for (let from = 0; from < COUNT; from += SLICE) {
    const to = Math.min(from + SLICE, COUNT);
    it(`are evaluated with simulated models, up to ${to}`, async (test) => {
      const { run, scope } = await world;
      const begun = performance.now();
      const {
        right = 0,
        wrong = 0,
        ...rest
      } = JSON.parse(await run("bank", "evaluate", ...scope, "--limit", String(to))) as Record<string, number>;
      const asked = (to - from) * MODELS.length;
      const expected = { asked, described: 0, failed: 0, missing: 0, costUsd: 0, cutOff: 0, stale: 0 };
      assert.deepEqual({ all: right + wrong, ...rest }, { all: asked, ...expected });
      const seconds = (performance.now() - begun) / 1000;
      test.diagnostic(`${right} of ${asked} replies right, judged in ${seconds.toFixed(0)} s`);
    });
  }

  it("have each reply judged by whether its program solves the problem", async () => {
    const { bank, files, imported, server } = await world;
    const byText = new Map(problems.map((problem) => [problem.published.question_content, problem]));
    const expected = new Map<string, number>();
    for (const body of server.bodies.slice(0, COUNT * MODELS.length)) {
      const { model, messages } = JSON.parse(body) as Asked;
      const [, text = ""] =
        /^Question: (.*?)(?:\n\nBegin your solution|$)/su.exec(messages.at(-1)?.content ?? "") ?? [];
      const problem = byText.get(text.trim());
      assert.ok(problem !== undefined, text);
      // The same request gets the same reply.
      const answer = await fetch(`${server.baseUrl}/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ ...(JSON.parse(body) as object), stream: false, stream_options: undefined }),
        headers: { "content-type": "application/json" },
      });
      const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
      const isRight = choices[0]?.message.content.includes(problem.reference.trimEnd()) === true;
      expected.set(`${model} LiveCodeBench/${problem.published.question_id}`, Number(isRight));
    }
    const stored = (await imported(bank, files.tests)).flatMap(({ id, capability }) =>
      MODELS.map((model) => [`${model} ${id}`, capability[model]?.value] as const),
    );
    assert.deepEqual(new Map(stored.toSorted()), new Map([...expected].toSorted()));
    assert.ok(new Set(expected.values()).size === 2, "all replies were alike");
  });

  it("are a data set of the tables", async () => {
    const { home, run, scope } = await world;
    const limit = String(repetitions(3, 40));
    const made = ["--tables", "table-1", "--limit", limit, "--output", path.join(home, "tables"), "--yes"];
    const { tables } = JSON.parse(await run("bench", "tables", ...scope, ...made)) as { tables: readonly Table[] };
    const columns = tables.find(({ id }) => id === "table-1")?.columns.map(({ title }) => title);
    assert.ok(columns?.includes("LiveCodeBench"), String(columns));
  });
});

/** Creates a home with the three kinds of file, and a server whose simulated models know the problems. */
async function makeWorld(t: Parameters<typeof cliHome>[0]) {
  const { home, file } = await cliHome(t);
  const files = {
    replies: await file("replies_eval_all.json", asNativeReplies(problems)),
    released: await file("union_question_bank_8d.json", asReleasedBank(problems)),
    tests: await file("test.jsonl", asDataSet(problems)),
  };
  const bank = path.join(home, "bank");
  const server = await recordingServer(t, { questions: asKnown(problems) });
  const models = MODELS.map((id) => ({ id, promptUsdPerMTok: 0, completionUsdPerMTok: 0 }));
  const endpoint = { name: "demo", kind: "openai", baseUrl: server.baseUrl, models, concurrency: 8 };
  const settings = await file("settings.json", { "smcs.endpoints": [endpoint] });
  const run = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await runCli(args, home);
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const imported = async (folder: string, ...order: string[]): Promise<BankQuestion[]> => {
    await run("bank", "import", ...order, "--yes", "--bank", folder);
    const out = path.join(home, "export.jsonl");
    await run("bank", "export", out, "--bank", folder);
    const lines = (await readFile(out, "utf8")).trim().split("\n");
    return lines
      .map((line) => {
        // Vectors depend on the white space of the text that was imported first.
        const { embedding: _, ...question } = JSON.parse(line) as BankQuestion;
        return question;
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  return { home, bank, files, server, scope: ["--settings", settings, "--bank", bank, "--json"], run, imported };
}
