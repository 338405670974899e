import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { priced } from "../../test/support/core/priced-calls.ts";
import { answers, member } from "../../test/support/core/scripted-model.ts";
import { answer, QUESTION } from "../../test/support/core/world.ts";
import { promptBytes } from "./tokens.ts";
import { aggregationPrompt, referencePrompt } from "./messages/index.ts";
import type { Question } from "./question.ts";
import { type Picture, picturesOf, pictureTokens, sighted } from "./pictures.ts";

const picture: Picture = { mediaType: "image/png", data: "iVBORw0KGgo=", width: 1568, height: 784 };
const question: Question = {
  ...QUESTION,
  context: [
    { label: "a.ts", text: "const a = 1;" },
    { label: "screen.png", text: "1568 x 784 pixels", picture },
  ],
};
const AUTO = { aggregator: "auto", codingAggregator: "auto" };

function made(name: string, vision?: boolean) {
  return {
    ...member(name, answers(`from ${name}`), answers("merged")),
    servers: [priced(vision === undefined ? {} : { vision })],
  };
}

describe("a question with a picture", () => {
  it("goes to models that see it only, and says whom it leaves out", () => {
    const pool = [made("blind", false), made("unknown"), made("sees", true), made("sees too", true)];
    const { referencers, aggregators, warnings } = sighted(pool, question, AUTO);
    assert.deepEqual(
      [referencers, aggregators].map((members) => members.map(({ name }) => name)),
      [
        ["sees", "sees too"],
        ["sees", "sees too"],
      ],
    );
    assert.match(
      warnings.join(" "),
      /2 models are left out: they do not see pictures \(blind, unknown\).*"vision": true/,
    );
    assert.match(warnings.join(" "), /may cost more than was said/);
  });

  it("is merged by a model that does not see where the settings name it", () => {
    const pool = [made("blind", false), made("sees", true)];
    const { aggregators } = sighted(pool, question, { ...AUTO, aggregator: "blind" });
    assert.deepEqual(
      aggregators.map(({ name }) => name),
      ["blind", "sees"],
    );
  });

  it("is not asked where nobody sees it", () => {
    const onlyMerges = { ...made("merges", true), referencer: false };
    assert.throws(() => sighted([made("blind"), onlyMerges], question, AUTO), /No model here sees pictures.*Remove/);
  });

  it("is asked and merged with the picture, by its run too", async () => {
    const pool = [made("blind", false), made("a", true), made("b", true), made("c", true)];
    const { record } = await answer(pool, { run: { question } });
    assert.equal(record.outcome, "done");
    const [blind, ...seeing] = pool;
    assert.equal(blind?.asked.length, 0);
    for (const { asked } of seeing)
      for (const { messages } of asked) assert.deepEqual(messages.at(-1)?.pictures, [picture]);
    assert.ok(
      seeing.some(({ asked }) => asked.length > 1),
      "one of them merges",
    );
    assert.deepEqual(picturesOf(record.asked), [picture], "the record has it for asking again");
  });

  it("names the picture to whoever cannot see it, beside the texts", () => {
    for (const messages of [referencePrompt(question), aggregationPrompt(question, ["one"])]) {
      assert.match(messages[0]?.content ?? "", /a\.ts\n```\nconst a = 1;/);
      assert.match(messages[0]?.content ?? "", /attached pictures to the question: screen\.png\./);
      assert.doesNotMatch(messages[0]?.content ?? "", /pixels/);
    }
  });

  it("counts as tokens wherever prompts are counted", () => {
    assert.equal(pictureTokens(picture), 56 * 28);
    assert.equal(pictureTokens({ width: 1, height: 1 }), 1);
    const bytes = (pictures: readonly Picture[]) => promptBytes([{ role: "user", content: "x", pictures }]);
    assert.equal(bytes([picture]) - bytes([]), 56 * 28 * 4);
  });
});

describe("a question without a picture", () => {
  it("changes nothing, whoever sees", () => {
    const pool = [made("blind"), made("sees", true)];
    const { referencers, aggregators, warnings } = sighted(pool, QUESTION, AUTO);
    assert.deepEqual([referencers, aggregators, warnings], [pool, pool, []]);
    assert.equal("pictures" in (referencePrompt(QUESTION).at(-1) ?? {}), false);
  });
});
