import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { priced } from "../../../test/support/core/priced-calls.ts";
import { answers, member } from "../../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, QUESTION, rankedBank, seedDrawing } from "../../../test/support/core/world.ts";
import type { PoolMember } from "../ports.ts";
import { resolveParameters } from "../parameters.ts";
import { planRun } from "./plan-run.ts";
import { scriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import type { Means, Run } from "./run.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import type { RunPolicy } from "../run-policy.ts";

const seed = seedDrawing(["a,b", "a,c", "a,b", "a,b"]);
const plan = (
  pool: readonly PoolMember[],
  policy: Partial<RunPolicy> = {},
  run: Partial<Run> = {},
  means: Partial<Means> = {},
) =>
  planRun(
    {
      runId: "run",
      policy: { ...plainPolicy, ...policy },
      seed,
      question: QUESTION,
      system: "smcs",
      parameters: resolveParameters("coding", {}),
      aggregator: "auto",
      codingAggregator: "auto",
      ...run,
    },
    {
      pool,
      bank: { load: () => Promise.resolve(rankedBank(pool.map(({ name }) => name))) },
      embedding: fixedEmbedder(),
      standIn: null,
      clock: () => 0,
      wait: () => Promise.reject(new Error("A plan waits for nothing.")),
      simulated: true,
      ...means,
    },
    new AbortController().signal,
  );

describe("the plan of a run", () => {
  it("is what the run with the same seed then does, and calls no model", async () => {
    const pool = ["a", "b", "c", "d"].map((name) => member(name, answers(`from ${name}`), answers("merged")));
    const { selection, subsets, requests, warnings } = await plan(pool);
    assert.ok(pool.every(({ asked }) => asked.length === 0));
    const { record } = await answer(pool, { run: { seed } });
    assert.deepEqual([selection, subsets, warnings], [record.selection, record.subsets, record.warnings]);
    // Three references and one request for each of ab and ac.
    assert.equal(requests, 5);
    assert.equal(pool.flatMap(({ asked }) => asked).length, requests);
  });

  it("leaves out models that only aggregate, and says that K is lower", async () => {
    const { selection, subsets, warnings } = await plan([
      member("a", answers("a")),
      { ...member("b", answers("b")), referencer: false },
    ]);
    assert.deepEqual([selection.referencers, subsets.map(String)], [["a", "a", "a"], Array(4).fill("a,a,a")]);
    assert.match(warnings.join(), /Only one model is available: it answers 3 times.*Self-MoA/);
  });

  it("names the user's own prompts that the run asks with, counts them in its price, and asks with them", async () => {
    const pool = ["a", "b", "c"].map((name) => ({
      ...member(name, answers(name), answers("merged")),
      servers: [priced()],
    }));
    const question = { system: null, user: "<{question}>" };
    const aggregation = { system: `${"Merge well. ".repeat(500)}{references}`, user: "{question}" };
    const comparison = { system: "{references}", user: "{question} {form}" };
    const asked = { ...QUESTION, prompts: { question, aggregation, comparison } };
    const plain = await plan(pool);
    const own = await plan(pool, {}, { question: asked });
    assert.deepEqual([plain.prompts, own.prompts], [{}, { question, aggregation }]);
    assert.ok(own.estimate.knownUsd[0] > plain.estimate.knownUsd[0]);
    assert.deepEqual((await plan(pool, {}, { question: asked, system: "single" })).prompts, { question });
    const universal = resolveParameters("coding", { selfConsistency: "universal" });
    const compared = await plan(pool, {}, { question: asked, system: "self-consistency", parameters: universal });
    assert.deepEqual(compared.prompts, { question, comparison });

    await answer(pool, { run: { seed, question: asked } });
    const messages = pool.flatMap(({ asked: requests }) => requests.map((request) => request.messages));
    assert.equal(messages.filter((one) => one.length === 1).length, 3);
    assert.equal(messages.filter(([first]) => first?.content.startsWith("Merge well.")).length, 2);
    assert.ok(messages.every((one) => one.at(-1)?.content === `<${QUESTION.text}>`));
  });

  it("says what the run will cost, and which models nobody knows a price of", async () => {
    const [a, b] = ["a", "b"].map((name) => ({ ...member(name, answers(name)), servers: [priced()] }));
    const { estimate, requests } = await plan([a!, b!, member("c", answers("c"))]);
    assert.deepEqual([estimate.requests, estimate.costUsd, estimate.unpriced], [requests, null, ["c"]]);
    const [low, high] = estimate.knownUsd;
    // Two references and four draws of 8,192 tokens, two dollars a million.
    assert.ok(low > 0 && high > 6 * 0.016384 && high < 0.2, `${low} to ${high}`);
  });

  it("says whether models are asked in turn and an answer may be corrected: with examples that are run", async () => {
    const pool = ["a", "b", "c"].map((name) => member(name, answers(name)));
    const question = { ...QUESTION, text: "Write `double`.\n\n>>> double(2)\n4\n" };
    const parameters = resolveParameters("economy", {});
    const sandbox = scriptedSandbox(() => true);
    const shortened = async (run: Partial<Run>, means = {}) => {
      const { cascade, repair } = await plan(pool, {}, { parameters, ...run }, means);
      return [cascade, repair];
    };
    assert.deepEqual(await shortened({ question }, { sandbox }), [true, true]);
    assert.deepEqual(await shortened({ question, system: "majority-voting" }, { sandbox }), [true, false]);
    assert.deepEqual(await shortened({ question }), [true, false], "where no code can be run, answers may be read");
    const paper = { question, parameters: resolveParameters("paper", { referencers: 3 }) };
    assert.deepEqual(await shortened(paper, { sandbox }), [false, false]);
  });

  it("has the examples that code is run on, and says why tests are not run", async () => {
    const pool = [member("a", answers("a"))];
    const question = { ...QUESTION, text: "Write `double`.\n\n>>> double(2)\n4\n" };
    const sandbox = scriptedSandbox(() => true);
    const { examples } = await plan(pool, {}, { question }, { sandbox });
    assert.deepEqual(examples, { examples: [{ given: "double(2)", expected: "4" }] });
    assert.deepEqual(sandbox.judged, []);
    const tests = [{ label: "test_double.py", text: "def test_nothing():\n    pass\n" }];
    const without = await plan(pool, {}, { question: { ...QUESTION, tests } }, { sandbox });
    assert.equal(without.examples, null);
    assert.match(without.warnings.join("\n"), /test_double\.py has no check that can be run/);
  });

  it("under a cap leaves out models of unknown price, and says so", async () => {
    const known = { ...member("b", answers("b")), servers: [priced()] };
    const unknown = { ...member("a", answers("a")), servers: [priced({ prices: null })] };
    const free = await plan([unknown, known]);
    assert.deepEqual([free.selection.referencers, free.estimate.costUsd], [["a", "b"], null]);
    const { selection, estimate, warnings } = await plan([unknown, known], { budgetUsd: 0.01 });
    assert.deepEqual([new Set(selection.referencers), estimate.costUsd?.[1]], [new Set("b"), 0.01]);
    assert.match(warnings.join(), /their price is not known: a \(hosted\)/);
  });

  it("warns when the answers may become too long for the model that merges them", async () => {
    const [a, b] = ["a", "b"].map((name) => ({
      ...member(name, answers(name)),
      servers: [priced({ contextTokens: 9000 })],
    }));
    assert.match((await plan([a!, b!])).warnings.join(), /may become too long for a/);
  });

  it("of an empty pool holds nothing", async () => {
    const { subsets, requests } = await plan([]);
    assert.deepEqual([subsets, requests], [[], 0]);
  });
});
