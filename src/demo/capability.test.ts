import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { DEMO_CAPABILITY_FILE, readStarterBank } from "../bank/opened/index.ts";
import { demoCapability } from "./capability.ts";
import { fieldOf } from "./fields.ts";
import { readPreparedReplies } from "./prepared-replies.ts";
import { demoModels } from "./profiles.ts";
import { completion, fixtureQuestions, withServer } from "../../test/support/demo/conversation.ts";
import { STARTER_BANK, capabilityLines } from "./write-capability.ts";

describe("the capability of the simulated pool", () => {
  it("has an outcome for every known question and model", () => {
    const lines = demoCapability(fixtureQuestions);
    assert.deepEqual(
      lines.map(({ questionId }) => questionId),
      fixtureQuestions.map(({ id }) => id),
    );
    for (const { correct } of lines) assert.deepEqual(Object.keys(correct), demoModels);
  });

  it("is what the server's replies would be checked to be", () =>
    withServer(async (server) => {
      const [first] = fixtureQuestions;
      const [line] = demoCapability(fixtureQuestions);
      for (const model of demoModels) {
        const messages = [{ role: "user", content: first!.question }];
        const { choices } = await completion(server, { model, messages });
        assert.equal(choices[0]?.message.content?.includes(".at(-1)"), line?.correct[model] === 1, model);
      }
    }));
});

const bank = await readStarterBank(STARTER_BANK);
const prepared = await readPreparedReplies(STARTER_BANK);

describe("the starter bank's capability", () => {
  const lines = demoCapability(bank, prepared);
  const accuracy = (model: string, topics?: readonly (string | undefined)[]): number => {
    const ids = bank.filter(({ topic }) => topics === undefined || topics.includes(topic)).map(({ id }) => id);
    const asked = lines.filter(({ questionId }) => ids.includes(questionId));
    return asked.reduce((sum, { correct }) => sum + (correct[model] ?? 0), 0) / asked.length;
  };

  it("is committed as the generator writes it", () => {
    assert.equal(
      readFileSync(join(STARTER_BANK, DEMO_CAPABILITY_FILE), "utf8"),
      capabilityLines(bank, prepared),
      "run: node src/demo/write-capability.ts",
    );
  });

  it("makes QwQ-32B the best overall, ahead of a wide field", () => {
    const ranked = demoModels.map((model) => accuracy(model)).sort((a, b) => b - a);
    assert.equal(ranked[0], accuracy("QwQ-32B"));
    assert.ok(ranked[0] > ranked[1]! && ranked[0] > 0.75);
    assert.ok(accuracy("Llama-3.3-70B-Instruct") >= 0.7);
    assert.ok(ranked.at(-1)! > 0.3 && ranked.at(-1)! < 0.45);
  });

  it("makes another model the best in each field, so that there is something to route", () => {
    const fields = [...new Set(bank.map(({ topic }) => fieldOf(topic)))];
    assert.ok(!fields.includes(undefined), "a topic of the starter bank belongs to no field");
    const best = fields.map((field) => {
      const topics = bank.map(({ topic }) => topic).filter((topic) => fieldOf(topic) === field);
      const highest = Math.max(...demoModels.map((model) => accuracy(model, topics)));
      assert.ok(highest > 0.8, field);
      return demoModels.filter((model) => accuracy(model, topics) === highest);
    });
    assert.equal(new Set(best.map(([first]) => first)).size, fields.length);
    assert.ok(best.every(({ length }) => length === 1));
  });
});
