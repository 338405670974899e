import assert from "node:assert/strict";
import { it } from "node:test";
import { builtInEmbedder } from "../../src/embedding/built-in/index.ts";
import { openBank } from "../../src/bank/opened/index.ts";
import type { BankQuestion } from "../../src/core/question-bank/index.ts";
import { labelsOf, type PackedBank } from "../../src/core/packed-bank/index.ts";
import type { SystemName } from "../../src/core/system-names.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { benchWorld, linesOf } from "./bench-command.ts";
import { type CachedReply, type CachedVerdict, type PlayedBack, PlayBack } from "./play-back.ts";

interface PrintedTable {
  readonly id: string;
  readonly columns: readonly { readonly title: string }[];
  readonly rows: readonly { readonly title: string; readonly figures: readonly { readonly value: number | null }[] }[];
}

/** The rows of the tables that are systems; all other recomputed rows are models. */
const systems: Readonly<Record<string, SystemName>> = {
  SMCS: "smcs",
  "Symbolic-MoE*": "symbolic-moe",
  MoA: "mixture-of-agents",
  "Self-MoA": "self-moa",
  "Self-Consistency": "self-consistency",
  "Majority voting": "majority-voting",
  "Simple router": "simple-router",
};

/** The tables' names of the data sets of a bank with one source. */
const dataSets = {
  choice: "multiple choice",
  text: "short answers",
  "code-tests": "programming",
  instructions: "instructions",
  math: "math",
  open: "open",
} as const;

it("makes tables 1 and 2 of nothing but what is in the cache", async (t) => {
  const { run, cache, bank, models, questions } = await benchWorld(t, { code: true });
  const { status, stdout, stderr } = await run("cache", "--tables", "table-1,table-2", "--yes", "--json");
  assert.equal(status, 0, stderr);
  const tables = (JSON.parse(stdout) as { tables: PrintedTable[] }).tables;

  const [replies, verdicts] = await Promise.all([
    linesOf<CachedReply>(cache("cache"), "replies.log"),
    linesOf<CachedVerdict>(cache("cache"), "verdicts.log"),
  ]);
  const playBack = new PlayBack(replies, verdicts, models, await bankByKind(bank));
  const played = new Map<string, PlayedBack[]>();
  for (const [title, system] of Object.entries(systems)) {
    played.set(
      title,
      await all(questions, (question) => playBack.play(system, question, dataSets[question.task.kind], null)),
    );
  }
  for (const { id } of models) {
    played.set(
      id,
      await all(questions, (question) => playBack.play("single", question, dataSets[question.task.kind], id)),
    );
  }

  const table1 = tableOf(tables, "table-1");
  const table2 = tableOf(tables, "table-2");
  for (const [title, ofQuestions] of played) {
    const expected: Record<string, number> = { "All questions": mean(ofQuestions.map(({ correct }) => correct)) };
    for (const kind of ["choice", "text", "code-tests"] as const) {
      const own = ofQuestions.filter((_, index) => questions[index]?.task.kind === kind);
      if (own.length > 0) expected[dataSets[kind]] = mean(own.map(({ correct }) => correct));
    }
    assertRow(table1, title, expected);
    const row = table2.rows.find((one) => one.title === title);
    if (title in systems) assert.ok(row !== undefined, title);
    if (row === undefined) continue;
    assertRow(table2, title, {
      Cost: ofQuestions.reduce((sum, { costUsd }) => sum + costUsd, 0),
      "Latency, mean": mean(ofQuestions.map(({ latencyMs }) => latencyMs)),
    });
  }
  assert.ok(new Set([...played.values()].map((own) => mean(own.map(({ correct }) => correct)))).size > 2);
});

/** Returns the bank with the data sets that are distinguished when all questions have one source. */
async function bankByKind(folder: string): Promise<PackedBank> {
  const bank = await openBank({ folder, starterFolder: "", capability: [] }, builtInEmbedder()).load();
  const kinds = new Map(starterQuestions.map(({ id, task }) => [id, dataSets[task.kind]]));
  const { questions } = bank;
  const sources = labelsOf(Array.from({ length: questions.size }, (_, row) => kinds.get(questions.id(row)) ?? ""));
  return { ...bank, questions: { ...questions, sources } };
}

async function all(
  questions: readonly BankQuestion[],
  play: (question: BankQuestion) => Promise<PlayedBack>,
): Promise<PlayedBack[]> {
  const played: PlayedBack[] = [];
  for (const question of questions) played.push(await play(question));
  return played;
}

function tableOf(tables: readonly PrintedTable[], id: string): PrintedTable {
  const table = tables.find((one) => one.id === id);
  assert.ok(table !== undefined, id);
  return table;
}

function assertRow(
  { id, columns, rows }: PrintedTable,
  title: string,
  expected: Readonly<Record<string, number>>,
): void {
  const row = rows.find((one) => one.title === title);
  assert.ok(row !== undefined, `${id} has no row ${title}`);
  for (const [column, value] of Object.entries(expected)) {
    const at = columns.findIndex((one) => one.title === column);
    const printed = row.figures[at]?.value ?? NaN;
    assert.ok(
      Math.abs(printed - value) <= 1e-9 * Math.max(1, Math.abs(value)),
      `${id}, ${title}, ${column}: ${printed} is printed, ${value} follows from the cache`,
    );
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
