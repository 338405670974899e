import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Plan } from "../../src/core/answer/index.ts";
import type { RunRecord } from "../../src/core/record/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer } from "../support/http/local-server.ts";
import { streamAll } from "../support/http/sse.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

const question = { system: null, user: "Q: {question}" };
const aggregation = { system: "Merge.\n\n{references}", user: "{question}", reference: "[{number}] {response}" };
const mine = { tasks: { choice: { system: "Mine.", user: "{question}\n{options}" } } };

describe("--prompts of smcs ask", () => {
  it("is asked with, shown before and recorded, and goes before the setting", async (t) => {
    const { home, file } = await cliHome(t);
    const server = await localServer((_, response) => {
      streamAll(response, [{ content: "So." }, { finish: "stop" }]);
    });
    t.after(() => server.close());
    const settings = await file("settings.json", {
      "smcs.endpoints": [{ name: "lab", kind: "openai", baseUrl: server.url, models: ["a", "b", "c"] }],
      "smcs.promptTemplates": { question: { user: "Set: {question}" } },
    });
    const prompts = await file("prompts.json", `{ // ours\n "question": ${JSON.stringify(question)}, "aggregation": ${JSON.stringify(aggregation)}, }`); // prettier-ignore
    const ask = (...more: string[]) => runCli(["ask", "Why?", "--settings", settings, "--json", ...more], home);

    const plan = JSON.parse((await ask("--prompts", prompts, "--dry-run")).stdout) as Plan;
    assert.deepEqual(plan.prompts, { question, aggregation });
    assert.deepEqual((JSON.parse((await ask("--dry-run")).stdout) as Plan).prompts, {
      question: { system: null, user: "Set: {question}" },
    });
    assert.equal(server.seen.length, 0);

    const { stdout, stderr, status } = await ask("--prompts", prompts);
    assert.equal(status, 0, stderr);
    assert.deepEqual((JSON.parse(stdout) as RunRecord).asked.prompts, { question, aggregation });
    const sent = server.seen.flatMap(({ body }) => (body === null ? [] : [body["messages"] as { content: string }[]]));
    const [answers, merges] = [sent.filter(({ length }) => length === 1), sent.filter(({ length }) => length === 2)];
    assert.equal(answers.length, 3);
    assert.ok(merges.length > 0 && answers.length + merges.length === sent.length);
    assert.ok(sent.every((messages) => messages.at(-1)?.content === "Q: Why?"));
    for (const [system] of merges) assert.match(system?.content ?? "", /^Merge\.\n\n\[1\] So\.\n\n\[2\] So\.$/);
  });

  it("names the file, the prompt and the place of what cannot be used", async (t) => {
    const { home, file } = await cliHome(t);
    const cases: [unknown, RegExp][] = [
      [{ tasks: { choice: { user: "{question}" } } }, /prompts\.json: prompts\.tasks\.choice\.user: lacks the place \{options\}\./],
      [{ question: { user: "{question} {cat}" } }, /prompts\.question\.user: knows no place \{cat\}, only \{question\}/],
      ["{\n  oops\n}", /prompts\.json: line 2 is not JSON/],
      [[], /prompts\.json: prompts: must be an object/],
      ["[".repeat(1_000_000), /prompts\.json: nests too deeply/],
      [" ".repeat(5_000_000), /prompts\.json: has 5,000,000 bytes/],
    ]; // prettier-ignore
    for (const [content, message] of cases) {
      const prompts = await file("prompts.json", content);
      const { status, stdout, stderr } = await runCli(["ask", "Why?", "--demo", "--prompts", prompts], home);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
    }
    const missing = await runCli(["ask", "Why?", "--demo", "--prompts", "/no/such/file"], home);
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /--prompts \/no\/such\/file/);
  });
});

describe("--prompts of smcs bank evaluate", () => {
  it("takes no answer to other words for one to these, and finds the earlier ones again", async (t) => {
    const { home, file } = await cliHome(t);
    const two = starterQuestions.filter(({ split, task }) => split === "bank" && task.kind === "choice").slice(0, 2);
    const bank = await file("two.jsonl", two.map((one) => JSON.stringify(one)).join("\n"));
    await runCli(["bank", "import", bank, "--format", "smcs-jsonl"], home);
    const prompts = ["--prompts", await file("prompts.json", mine)];
    const evaluate = async (...more: string[]) => {
      const args = ["bank", "evaluate", "--demo", "--json", "--models", "QwQ-32B", ...more];
      const { stdout, stderr } = await runCli(args, home);
      assert.notEqual(stdout, "", stderr);
      const { asked, stale } = JSON.parse(stdout) as { asked: number; stale: number };
      return [asked, stale];
    };
    assert.deepEqual(await evaluate(), [2, 0]);
    assert.deepEqual(await evaluate(...prompts), [0, 2]);
    assert.deepEqual(await evaluate(...prompts, "--refresh-stale"), [2, 0]);
    assert.deepEqual(await evaluate(...prompts), [0, 0]);
    assert.deepEqual(await evaluate(), [0, 2]);
  });
});
