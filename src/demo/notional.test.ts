import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { referencePrompt } from "../core/messages/index.ts";
import { startDemoPool } from "./demo-pool.ts";
import { type Generation, generate } from "./generation.ts";
import { knownQuestions } from "./known-questions.ts";
import { notionalPrices, simulatedDurationMs } from "./notional.ts";
import { profileOf, demoModels, profiles } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { completion, fixtureQuestions, streamed, withServer } from "../../test/support/demo/conversation.ts";
import { STARTER_BANK } from "./write-capability.ts";

const known = knownQuestions(fixtureQuestions);
const prompt = readPrompt(referencePrompt({ text: fixtureQuestions[0]!.question, context: [], conversation: [] }));
const generations = (model: string, maxTokens: number, notional = true): Generation[] =>
  Array.from({ length: 300 }, (_, seed) =>
    generate(profileOf(model)!, known, prompt, { seed, choice: 0, maxTokens, notional }),
  );

describe("notional thinking", () => {
  it("is counted for thinking models only, and only when asked for", () => {
    for (const { id, thinking } of profiles) {
      assert.ok(generations(id, Infinity).every(({ unsent }) => unsent > 0 === (thinking !== null)));
    }
    assert.ok(generations("QwQ-32B", Infinity, false).every(({ unsent }) => unsent === 0));
  });

  it("changes no text", () => {
    const texts = (notional: boolean): string[] =>
      generations("QwQ-32B", Infinity, notional).map(({ tokens }) => tokens.map(({ text }) => text).join(""));
    assert.deepEqual(texts(true), texts(false));
  });

  it("fills a tight limit now and then, and leaves room for the rest of the draws", () => {
    const cut = (limit: number): Generation[] =>
      generations("QwQ-32B", limit).filter(({ finish }) => finish === "length");
    const [tight, usual, wide] = [cut(2000), cut(8192), cut(32_768)];
    assert.ok(tight.length > usual.length && usual.length >= wide.length);
    assert.ok(tight.length < 300);
    assert.equal(wide.length, 0);
    const [one] = tight;
    assert.equal((one?.unsent ?? 0) + (one?.tokens.length ?? 0), 2000);
  });

  it("stands in the usage and, where all of the limit went into it, leaves no reply", () =>
    withServer(
      async (server) => {
        const messages = [{ role: "user", content: fixtureQuestions[0]!.question }];
        const body = { messages, model: "QwQ-32B", max_tokens: 500 };
        const { choices, usage } = await completion(server, body);
        assert.equal(usage?.completion_tokens, 500);
        assert.equal(usage.completion_tokens_details.reasoning_tokens, 500);
        assert.equal(choices[0]?.finish_reason, "length");
        assert.equal(choices[0].message.content, "");
        const events = await streamed(server, body);
        assert.equal(events.at(-1)?.choices[0]?.finish_reason, "length");
      },
      { notional: true },
    ));
});

describe("notional prices", () => {
  it("rise with the size that a model's name tells", () => {
    assert.deepEqual(notionalPrices("QwQ-32B"), { promptUsdPerMTok: 0.128, completionUsdPerMTok: 0.384 });
    for (const model of demoModels) assert.ok(notionalPrices(model).completionUsdPerMTok > 0.2);
    assert.throws(() => notionalPrices("nobody"), RangeError);
  });

  it("stand in the endpoint only when asked for: otherwise the simulated models are free", async () => {
    for (const notional of [false, true]) {
      const demo = await startDemoPool({ starterFolder: STARTER_BANK, instant: true, notional });
      await demo.close();
      const { models } = demo.pool.endpoint;
      assert.ok(Array.isArray(models));
      for (const model of models) {
        assert.ok(typeof model !== "string" && (model.completionUsdPerMTok ?? 0) > 0 === notional);
      }
    }
  });
});

describe("the simulated duration", () => {
  it("is the first token's and that of the tokens of one choice", () => {
    assert.equal(simulatedDurationMs("QwQ-32B", 720), 700 + 10_000);
    assert.equal(simulatedDurationMs("QwQ-32B", 1440, 2), 700 + 10_000);
    assert.equal(simulatedDurationMs("nobody", 100), null);
  });
});
