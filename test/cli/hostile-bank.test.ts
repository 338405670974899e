import assert from "node:assert/strict";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as elapsed } from "node:timers/promises";
import { createBank } from "../../src/bank/store/index.ts";
import { builtInEmbedder } from "../../src/embedding/built-in/index.ts";
import type { BankQuestion } from "../../src/core/question-bank/index.ts";
import { until } from "../support/until.ts";
import { type CliHome, cliHome, runCli, startCli } from "../support/cli/run-cli.ts";
import { endpointOf, modelsServer, type ModelsServer } from "../support/http/models-server.ts";
import { part, repetitions } from "../support/deep.ts";

const python = { kind: "code-tests", language: "python", tests: ["assert f() == 1"], timeLimitMs: 1000 };
const long = (characters: number): string => "x".repeat(characters);
const list = (count: number): string[] => Array.from({ length: count }, () => "x");
const cases = (count: number): object[] => Array.from({ length: count }, () => ({ input: "1", output: "1" }));

/** Rows that are refused, by the field that the refusal must name. */
const refused: readonly (readonly [field: string, changes: object])[] = [
  ["task.timeLimitMs", { task: { ...python, timeLimitMs: 3e9 } }],
  ["task.timeLimitMs", { task: { ...python, timeLimitMs: 2 ** 31 } }],
  ["task.timeLimitMs", { task: { ...python, timeLimitMs: 120_001 } }],
  ["task.timeLimitMs", { task: { ...python, timeLimitMs: -1 } }],
  ["task.entryPoint", { task: { ...python, entryPoint: "(a+)+$" } }],
  ["task.entryPoint", { task: { ...python, entryPoint: "(?:a|a)*b" } }],
  ["task.entryPoint", { task: { ...python, entryPoint: "f)\nimport os\n(f" } }],
  ["task.entryPoint", { task: { ...python, entryPoint: long(1_000_000) } }],
  ["task.tests", { task: { ...python, tests: list(100_000) } }],
  ["task.tests", { task: { ...python, tests: [long(5_000_000)] } }],
  ["task.stdio", { task: { ...python, stdio: cases(2_000) } }],
  ["task.calls", { task: { ...python, entryPoint: "f", calls: cases(2_000) } }],
  ["task.wrong", { task: { ...python, wrong: list(200) } }],
  ["task.flags", { task: { kind: "text", pattern: "a", flags: Array.from({ length: 50_000 }, (_, at) => String.fromCharCode(at + 0x100)).join("") } }], // prettier-ignore
  ["task.pattern", { task: { kind: "text", pattern: long(100_000) } }],
  ["task.containsAll", { task: { kind: "text", containsAll: list(100_000) } }],
  ["task.exact", { task: { kind: "text", exact: "(".repeat(1_000_000) } }],
  ["task.options", { task: { kind: "choice", options: list(100_000), answer: "A" } }],
  ["task.options", { task: { kind: "choice", options: ["x", long(1_000_000)], answer: "A" } }],
  ["task.answer", { task: { kind: "math", answer: "{".repeat(1_000_000) } }],
  ["task.ids", { task: { kind: "instructions", ids: list(10_000), kwargs: [] } }],
  ["task.kwargs", { task: { kind: "instructions", ids: ["x"], kwargs: [{ x: long(1_000_000) }] } }],
  ["question", { question: long(1_000_000) }],
  ["id", { id: long(100_000) }],
  ["source", { source: long(100_000) }],
  ["capability", { capability: { [long(100_000)]: 1 } }],
];

/** Tasks that are imported because they may be honest, each with a reply that makes its check as hard as possible. */
const taken: readonly (readonly [name: string, task: object, reply: string])[] = [
  ["a pattern", { kind: "text", pattern: "^(a+)+$" }, `${"a".repeat(60)}!`],
  ["a loop", python, "```python\ndef f():\n    while True: pass\n```"],
  ["a test that loops", { ...python, tests: ["while True: pass"] }, "```python\ndef f(): return 1\n```"],
  ["memory", python, "```python\ndef f():\n    x = 'x'\n    while True: x += x\n```"],
  ["deep brackets", { kind: "text", exact: "[1]" }, `${"[".repeat(150_000)}1${"]".repeat(150_000)}`],
  ["a formula", { kind: "math", answer: "9^{9^{9}}" }, "\\boxed{9^{9^{9^{9}}}}"],
  ["open boxes", { kind: "math", answer: "1" }, "\\boxed{".repeat(40_000)],
  ["blanks", { kind: "choice", options: ["x", "y"], answer: "A" }, `The answer${" ".repeat(200_000)}x`],
  ["a test of one name", { ...python, tests: ["a$".repeat(100_000)] }, "```python\nx\n```"],
  ["a fence in each line", python, "```python\n".repeat(20_000)],
  ["dots", { kind: "instructions", ids: ["length_constraints:number_sentences"], kwargs: [{ num_sentences: 1, relation: "at least" }] }, ". ".repeat(100_000)], // prettier-ignore
  ["brackets", { kind: "instructions", ids: ["detectable_content:number_placeholders"], kwargs: [{ num_placeholders: 1 }] }, "[".repeat(200_000)], // prettier-ignore
];

/** Further tasks of this kind, for the deep run. */
const alike: typeof taken = [
  ["a pattern with choices", { kind: "text", pattern: "(a|aa)+$" }, `${"a".repeat(90)}!`],
  ["a loop when it is read", python, "```python\nwhile True: pass\ndef f(): return 1\n```"],
];
const all = [...taken, ...part(alike, 0)];

/** Number of checks that take five seconds each. */
const WAITING = 10;

/** Tasks that an earlier version may have stored, and that cannot be imported today. */
const stored: readonly object[] = [
  { ...python, timeLimitMs: 3e9 },
  { ...python, entryPoint: "(a+)+$" },
  { kind: "choice", options: list(1_000), answer: "A" },
];

const asLine = (changes: object, at: number): object => ({
  ...{ id: `q${at}`, source: "hostile", question: `Question ${at}?`, task: { kind: "math", answer: "1" } },
  ...changes,
});

/** Starts a server whose model sends the reply that makes each question's check hard. */
async function hostileModel(t: TestContext, file: CliHome["file"], repliesTo: "each" | "the pattern" = "each") {
  const server: ModelsServer = await modelsServer(["m"], ({ body }) => {
    const asked = JSON.stringify(body);
    const found = /Question (\d+)\?/u.exec(asked)?.[1];
    return repliesTo === "each" ? (all[Number(found)]?.[2] ?? "x") : taken[0]![2];
  });
  t.after(() => server.close());
  const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };
  const settings = await file("settings.json", { "smcs.endpoints": [endpointOf(server, [{ id: "m", ...prices }])] });
  return { settings, server };
}

describe("a bank of hostile tasks", () => {
  it(`refuses ${refused.length} of them, with the field named`, async (t) => {
    const { home, file } = await cliHome(t);
    const honest = asLine({ id: "honest" }, 0);
    for (const [at, [field, changes]] of refused.entries()) {
      const asked = await file(
        "hostile.jsonl",
        [asLine(changes, at), honest].map((one) => JSON.stringify(one)).join("\n"),
      );
      const { status, stderr } = await runCli(["bank", "import", asked, "--format", "smcs-jsonl", "--yes"], home);
      assert.equal(status, 0, stderr);
      assert.match(stderr, new RegExp(`row 1 skipped: ${field.replace(".", "\\.")}\\S* is not usable: `), field);
    }
  });

  it(`ends the checks of ${all.length} others within their limits`, async (t) => {
    const { home, file } = await cliHome(t);
    const lines = all.map(([, task], at) => JSON.stringify(asLine({ task }, at)));
    const asked = await file("hostile.jsonl", lines.join("\n"));
    const imported = await runCli(["bank", "import", asked, "--format", "smcs-jsonl"], home);
    assert.equal(imported.status, 0, imported.stderr);
    const { settings } = await hostileModel(t, file);
    const { stdout, stderr } = await runCli(["bank", "evaluate", "--settings", settings, "--json"], home);
    const { asked: requests, right, wrong, failed } = JSON.parse(stdout) as Record<string, number>;
    assert.equal(requests, all.length, stderr);
    assert.equal((right ?? 0) + (wrong ?? 0) + (failed ?? 0), all.length, stderr);
    assert.equal(right, 0, stderr);
  });

  it("leaves out what an earlier version stored and nobody could import today, and says so", async (t) => {
    const { home, file } = await cliHome(t);
    await bankWith(home, [...stored, { kind: "math", answer: "1" }]);
    const { settings } = await hostileModel(t, file);
    const { stdout, stderr } = await runCli(["bank", "evaluate", "--settings", settings, "--json", "--dry-run"], home);
    assert.equal((JSON.parse(stdout) as { missing: number }).missing, 1, stderr);
    assert.match(stderr, /3 questions of the bank are left out, .*q0: task\.timeLimitMs is not usable/);
  });

  it("lets Ctrl+C end the evaluation at any time", async (t) => {
    const { home, file } = await cliHome(t);
    const [, pattern] = taken[0]!;
    // Together these checks take most of a minute.
    await bankWith(
      home,
      Array.from({ length: WAITING }, () => pattern),
    );
    const { settings, server } = await hostileModel(t, file, "the pattern");
    for (let time = 0; time < repetitions(2, 10); time += 1) {
      const { child, prints, ended } = startCli(t, ["bank", "evaluate", "--settings", settings], home);
      await prints(`${WAITING} questions:`);
      // The first round is interrupted during requests or checks. Afterwards the replies are stored, and only checks
      // remain.
      if (time === 0) await until("every request is there", () => server.asked() === WAITING);
      else await elapsed(200 * (time - 1));
      const before = performance.now();
      child.kill("SIGINT");
      const { stderr } = await ended;
      assert.ok(performance.now() - before < 15_000, "it waited for the checks");
      assert.match(stderr, /Stopped\./);
    }
  });
});

/** Creates a bank whose questions were not validated. */
async function bankWith(home: string, tasks: readonly object[]): Promise<void> {
  const embedder = builtInEmbedder();
  const [embedding] = await embedder.embed(["Question?"], "document");
  const vector = [...(embedding?.vector ?? [])];
  const questions = tasks.map(
    (task, at) => ({ split: "bank", capability: {}, ...asLine({ task }, at) }) as BankQuestion,
  );
  const entries = questions.map((question) => ({ question, vector }));
  await createBank(path.join(home, ".smcs", "bank"), { space: embedder.space, entries });
}
