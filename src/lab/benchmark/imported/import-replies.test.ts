import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { temporaryFolder } from "../../../../test/bank/sample-bank.ts";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import { findResults } from "./find-results.ts";
import { importReplies } from "./import-replies.ts";
import { summaryOf, summaryText } from "./import-summary.ts";
import type { Imported } from "./imported.ts";
import { openImported } from "./open-imported.ts";
import { IMPORTED } from "./reply-file.ts";
import { jsonLinesOf, rows, writeCache, writeResult } from "../../../../test/support/lab/imported.ts";

const never = new AbortController().signal;

const question = (source: string, id: string, text: string, task: BankQuestion["task"] = { kind: "open" }) =>
  ({ id: `${source}/${id}`, source, split: "test", question: text, task, capability: {} }) satisfies BankQuestion;
const arm = question("MedMCQA", "a1", "Which bone is in the arm?", {
  kind: "choice",
  options: ["Femur", "Humerus", "Tibia", "Fibula"],
  answer: "B",
});
const gas = question("GPQA", "recB", "Which gas do plants take up?", {
  kind: "choice",
  options: ["carbon dioxide", "helium", "neon", "argon"],
  answer: "A",
});
const inc = question("MBPP", "11", "Our own wording.");

async function folders(t: TestContext): Promise<{ cache: string; store: string }> {
  const folder = await temporaryFolder(t);
  return { cache: path.join(folder, "cache_8k"), store: path.join(folder, "store") };
}

async function opened(store: string): Promise<Imported> {
  const imported = await openImported(store);
  assert.ok(imported !== null);
  return imported;
}

describe("an import of published replies", () => {
  it("makes them findable by model and question", async (t) => {
    const { cache, store } = await folders(t);
    await writeCache(cache);
    // The folder above works too.
    await importReplies(await findResults(path.dirname(cache)), store, never);
    const imported = await opened(store);
    assert.deepEqual([imported.models, imported.problems], [["gemma_3_27b_it", "QwQ-32B"], []]);
    assert.deepEqual(await imported.reply("qwen/qwq-32b:free", question("AIME", "x", rows.aime.question)), {
      text: "The answer is \\boxed{24}.",
      thinking: "360 = 2^3 3^2 5",
      correct: 1,
      usage: null,
      costUsd: null,
      durationMs: null,
    });
    assert.equal((await imported.reply("QwQ-32B", inc))?.correct, 1);
    assert.equal((await imported.reply("google/Gemma-3-27B-it", arm))?.text, "The answer is (B)");
    assert.equal(imported.dataSetOf("QwQ-32B", arm), "MedMCQA");
    assert.equal(await imported.reply("QwQ-32B", question("AIME", "0", "Another one.")), null);
    assert.equal(await imported.reply("Qwen3-32B", arm), null);
  });

  it("has replies with letters for questions in the order that the models saw", async (t) => {
    const { cache, store } = await folders(t);
    await writeCache(cache);
    await importReplies(await findResults(cache), store, never);
    const imported = await opened(store);
    assert.equal(await imported.reply("QwQ-32B", gas), null);
    const posed = imported.asPosed(gas);
    const options = ["helium", "carbon dioxide", "neon", "argon"];
    assert.deepEqual(posed, { ...gas, task: { kind: "choice", options, answer: "B" } });
    assert.equal((await imported.reply("QwQ-32B", posed))?.text, "The correct answer is (C)");
    assert.equal(imported.asPosed(arm), arm);
    assert.equal(imported.asPosed(posed), posed);
  });

  it("passes over what is not usable, with a count and an example, and reads on", async (t) => {
    const { cache, store } = await folders(t);
    await writeCache(cache);
    const lines = [
      jsonLinesOf(rows.aime, { ...rows.aime, question: "Two?", model_response: null }),
      `{"question": "${"x".repeat(17 << 20)}"}\n`,
      "no JSON\n",
      jsonLinesOf({ ...rows.aime, question: "Three?" }, rows.aime),
      JSON.stringify({ ...rows.aime, question: "Four?" }).slice(0, 40),
    ];
    await writeResult(cache, ["AIME", "QwQ-32B", "result.json"], lines.join(""));
    const whole = JSON.stringify([rows.mmlupro, { ...rows.mmlupro, question_id: 71, question: "Which else?" }]);
    await writeResult(cache, ["MMLU-PRO", "QwQ-32B", "math_result.json"], whole.slice(0, -20));
    await mkdir(path.join(cache, "notes"));
    await mkdir(path.join(cache, "MATH", "result", "single_agent_8k", "empty"), { recursive: true });
    const found = await importReplies(await findResults(cache), store, never);
    const imported = await opened(store);
    const { parts, notes } = summaryOf(found, imported, [inc, arm]);
    const partOf = (dataSet: string) => parts.find((part) => part.dataSet === dataSet && part.model === "QwQ-32B");
    assert.deepEqual([partOf("AIME")?.replies, partOf("MMLU-PRO")?.replies], [2, 1]);
    assert.deepEqual(
      partOf("AIME")?.skipped.map(({ reason, count, where }) => [reason.split(":")[0], count, where]),
      [
        ["it holds no reply", 1, "result.json, entry 2"],
        [`the line is longer than ${16 << 20} bytes`, 1, "result.json, entry 3"],
        ["the line is not JSON", 1, "result.json, entry 4"],
        ["the question has a reply already", 1, rows.aime.question],
        ["the line is not JSON", 1, "result.json, entry 7"],
      ],
    );
    assert.match(partOf("MMLU-PRO")?.skipped[0]?.reason ?? "", /too early/);
    assert.deepEqual(partOf("MBPP")?.answered, { bank: 0, test: 1 });
    assert.match(notes.join("\n"), /empty holds no result[^]*notes holds no[^]*No question of AIME, GPQA/);
    assert.match(summaryText({ parts, notes }), /AIME, QwQ-32B: 2 replies, 2 right by the file; they answer 0 test/);
  });

  it("does nothing a second time, and goes on with the models that are missing or have changed", async (t) => {
    const { cache, store } = await folders(t);
    await writeCache(cache);
    const stop = new AbortController();
    // Stopped after the first model.
    const stopped = importReplies(await findResults(cache), store, stop.signal, (_, at) => {
      if (at === 1) stop.abort();
    });
    await assert.rejects(stopped, { name: "AbortError" });
    const files = () => readdir(path.join(store, IMPORTED));
    assert.equal((await files()).length, 1);
    const unchanged = async () =>
      (await importReplies(await findResults(cache), store, never)).models.map((model) => model.unchanged);
    assert.deepEqual(await unchanged(), [true, false]);
    const before = await readFile(path.join(store, IMPORTED, "qwq32b.replies"));
    assert.deepEqual(await unchanged(), [true, true]);
    assert.deepEqual(await readFile(path.join(store, IMPORTED, "qwq32b.replies")), before);
    await appendFile(
      path.join(cache, "AIME", "result", "single_agent_8k", "gemma_3_27b_it", "result.json"),
      jsonLinesOf({ ...rows.aime, question: "New?" }),
    );
    assert.equal(
      (await importReplies(await findResults(cache), store, never)).models.filter((model) => !model.unchanged).length,
      1,
    );
    assert.ok(await (await opened(store)).reply("gemma_3_27b_it", question("AIME", "n", "New?")));
  });

  it("removes what a killed import left, and nothing that may be somebody's work", async (t) => {
    const { cache, store } = await folders(t);
    await writeCache(cache);
    await mkdir(path.join(store, IMPORTED), { recursive: true });
    for (const [name, age] of [
      ["old.new", 7200],
      ["young.new", 0],
    ] as const) {
      const file = path.join(store, IMPORTED, name);
      await writeFile(file, "half");
      const then = Date.now() / 1000 - age;
      await utimes(file, then, then);
    }
    await importReplies(await findResults(cache), store, never);
    assert.deepEqual((await readdir(path.join(store, IMPORTED))).sort(), [
      "gemma327bit.replies",
      "qwq32b.replies",
      "young.new",
    ]);
  });

  it("takes a model whose thinking was switched on for the same one, unless a data set has both", async (t) => {
    const { cache, store } = await folders(t);
    await writeResult(cache, ["MATH", "Nemotron", "result.json"], jsonLinesOf(rows.aime));
    await writeResult(cache, ["IFEval", "Nemotron_thinking", "result.json"], jsonLinesOf(rows.ifeval));
    await importReplies(await findResults(cache), store, never);
    assert.deepEqual((await opened(store)).models, ["Nemotron"]);
    await writeResult(cache, ["IFEval", "Nemotron", "result.json"], jsonLinesOf(rows.ifeval));
    await importReplies(await findResults(cache), store, never);
    assert.deepEqual((await opened(store)).models, ["Nemotron", "Nemotron_thinking"]);
  });

  it("says what is wrong with another folder, and with a store that was damaged", async (t) => {
    const { cache, store } = await folders(t);
    await assert.rejects(findResults(cache), /There is no folder .*cache_8k/);
    await mkdir(path.join(cache, "AIME"), { recursive: true });
    await assert.rejects(findResults(cache), /holds no .*Give the folder cache_8k/);
    assert.equal(await openImported(store), null);
    await writeCache(cache);
    await importReplies(await findResults(cache), store, never);
    const file = path.join(store, IMPORTED, "qwq32b.replies");
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -40));
    const imported = await opened(store);
    assert.deepEqual(imported.models, ["gemma_3_27b_it"]);
    assert.match(imported.problems.join(), /qwq32b\.replies cannot be read.*Import the published replies again/);
  });
});
