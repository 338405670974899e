import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { exportBatch } from "./batch-export.ts";
import { decodeBatchId, encodeBatchId } from "./batch-id.ts";
import { importBatch } from "./batch-import.ts";
import {
  bankOf,
  capabilityOf,
  choiceQuestion,
  evaluated,
  parameters,
  planned,
  scripted,
} from "../../../test/support/evaluation/evaluation.ts";

const { signal } = new AbortController();
const now = () => "2026-01-01T00:00:00.000Z";

interface Line {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

async function exported(t: TestContext, scope: object = {}) {
  const folder = await bankOf(t, [choiceQuestion("q|0"), choiceQuestion("q1"), choiceQuestion("q2")]);
  const model = scripted("some/model", () => ({}), { parameters: { top_p: 0.9 } });
  const file = path.join(folder, "batch.jsonl");
  const plan = await planned(folder, [model], scope);
  const requests = await exportBatch(plan, file, signal);
  await plan.close();
  const lines = (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  return { folder, model, file, requests, lines };
}

/** Returns a result line in vLLM's form. */
function result(customId: string, content: string, changes: object = {}): string {
  const message = { role: "assistant", content };
  const body = {
    id: "chatcmpl-1",
    object: "chat.completion",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 },
  };
  const response = { status_code: 200, request_id: "r", body };
  return JSON.stringify({ id: "vllm-1", custom_id: customId, response, error: null, ...changes });
}

async function imported(folder: string, model: ReturnType<typeof scripted>, text: string, scope: object = {}) {
  const file = path.join(folder, "results.jsonl");
  await writeFile(file, text);
  const plan = await planned(folder, [model], scope);
  try {
    return await importBatch(plan, file, now, signal);
  } finally {
    await plan.close();
  }
}

describe("a batch", () => {
  it("is asked with the user's prompts, and its replies count for these alone", async (t) => {
    const templates = { tasks: { choice: { system: "Mine.", user: "{question}\n{options}" } } };
    const { folder, model, lines } = await exported(t, { templates });
    for (const { body } of lines)
      assert.deepEqual((body["messages"] as object[])[0], { role: "system", content: "Mine." });
    const results = lines.map(({ custom_id }) => result(custom_id, "(A)")).join("\n");
    assert.equal((await imported(folder, model, results)).imported, 0);
    assert.equal((await imported(folder, model, results, { templates })).imported, 3);
  });

  it("holds every missing pair as run-batch reads it", async (t) => {
    const { requests, lines, model } = await exported(t);
    assert.deepEqual([...requests], [["some/model", 3]]);
    assert.equal(model.asked.length, 0);
    assert.deepEqual(lines.map(({ custom_id }) => decodeBatchId(custom_id)?.questionId).sort(), ["q1", "q2", "q|0"]);
    for (const { method, url, body } of lines) {
      assert.deepEqual([method, url], ["POST", "/v1/chat/completions"]);
      assert.deepEqual(Object.keys(body).sort(), [
        "max_tokens",
        "messages",
        "model",
        "presence_penalty",
        "seed",
        "temperature",
        "top_p",
      ]);
      assert.equal(body["model"], "some/model");
    }
  });

  it("is read back into kept replies, which are then checked without asking; a second time changes nothing", async (t) => {
    const { folder, model, lines } = await exported(t);
    const [first, second] = lines.map(({ custom_id }) => custom_id);
    const text = `${result(first!, "<think>Hm, (B)?</think>The answer is (A).")}\n\n${result(second!, "The answer is (B).")}\n`;
    assert.deepEqual(await imported(folder, model, text), { imported: 2, skipped: 0, failed: 0, bad: [] });
    assert.deepEqual(await imported(folder, model, text), { imported: 0, skipped: 2, failed: 0, bad: [] });
    const { asked, right, wrong, missing } = await evaluated(folder, [model], { ask: false });
    assert.deepEqual([asked, right, wrong, missing], [0, 1, 1, 1]);
    const outcomes = Object.values(await capabilityOf(folder)).map((known) => known["some/model"]?.value);
    assert.deepEqual(outcomes.sort(), [0, 1, undefined]);
  });

  it("says of each line why it cannot be used", async (t) => {
    const { folder, model, lines } = await exported(t);
    const id = lines[0]!.custom_id;
    const rejected = { status_code: 400, body: { error: { message: "too long" } } };
    const text = [
      "{",
      result("mine", "x"),
      result(encodeBatchId({ model: "other", questionId: "q1", fingerprint: "f" }), "x"),
      result(encodeBatchId({ model: "some/model", questionId: "gone", fingerprint: "f" }), "x"),
      result(encodeBatchId({ model: "some/model", questionId: "q1", fingerprint: "f" }), "x"),
      result(id, "", { response: rejected }),
      result(id, "", { response: null, error: { message: "out of memory" } }),
      result(id, "", { response: { status_code: 500 }, error: { error: { message: "no such adapter", code: 500 } } }),
      "null",
      `{"custom_id":"smcs|%|q|f","response":null}`,
      result(encodeBatchId({ model: "\u001b[2J", questionId: "q1", fingerprint: "f" }), "x"),
      result(id, "The answer is (A)."),
    ].join("\n");
    const { imported: count, failed, bad } = await imported(folder, model, text);
    assert.deepEqual([count, failed], [1, 11]);
    assert.deepEqual(
      bad.map(({ at }) => at),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
    const reasons = [
      /not JSON/,
      /"mine"/,
      /other is not configured/,
      /no question gone/,
      /another prompt/,
      /too long/,
      /out of memory/,
      /: no such adapter$/,
      /no result of run-batch/,
      /"smcs\|%\|q\|f" was not written by/,
      /the model \[2J is not configured/,
    ];
    for (const [index, reason] of reasons.entries()) assert.match(bad[index]!.reason, reason);
  });

  it("fails, and brings nothing else down, when replies cannot be stored", async (t) => {
    const { folder, model, lines } = await exported(t);
    const file = path.join(folder, "results.jsonl");
    // So long that reading continues after the first reply could not be stored.
    const rest = Array.from({ length: 3000 }, () => `${" ".repeat(1000)}{`).join("\n");
    await writeFile(file, `${result(lines[0]!.custom_id, "The answer is (A).")}\n${rest}`);
    const plan = await planned(folder, [model]);
    t.after(() => plan.close());
    plan.members[0]!.log.append = () => Promise.reject(new Error("no room"));
    await assert.rejects(importBatch(plan, file, now, signal), /no room/);
  });

  it("does not count replies to other sampling", async (t) => {
    const { folder, model, lines } = await exported(t);
    const text = result(lines[0]!.custom_id, "The answer is (A).");
    const warmer = { parameters: { ...parameters, temperature: 1 } };
    assert.deepEqual([(await imported(folder, model, text, warmer)).failed], [1]);
  });
});
