import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Imported } from "../imported/imported.ts";
import { choiceQuestion, request, served } from "../../../../test/support/lab/benchmark.ts";
import { publishedMembers, publishedReplies } from "./published-replies.ts";

const question = choiceQuestion("asked");
const published: Imported = {
  models: ["Here", "Only-Published"],
  problems: [],
  dataSetOf: () => null,
  reply: (model, { id }) =>
    Promise.resolve(
      model === "Only-Published" && id === "asked"
        ? { text: "The answer is (A).", thinking: "", usage: null, costUsd: null, durationMs: 70, correct: 1 }
        : null,
    ),
  asPosed: (posed) => posed,
};
const others = {
  reply: () =>
    Promise.resolve({ reply: { choices: [], usage: null, costUsd: 0, servedBy: "fake/other" }, durationMs: 1 }),
};

describe("published replies", () => {
  const members = publishedMembers(published, [served("Here")], ["only published"]);
  const [member] = members;

  it("make members of the models that nobody serves, under the bank's names", () => {
    assert.deepEqual(
      members.map(({ name, referencer }) => [name, referencer]),
      [["only published", true]],
    );
  });

  it("answer in their place, and merge nothing", async () => {
    const source = publishedReplies(published, question, others);
    const own = { ...member!, name: "Only-Published" };
    const { reply, durationMs } = await source.reply(own, request());
    assert.deepEqual([reply.choices[0]?.text, reply.costUsd, durationMs], ["The answer is (A).", null, 70]);
    await assert.rejects(source.reply(own, request({ logprobs: true })), /No reply of Only-Published/);
    await assert.rejects(source.reply(own, request({ seed: 2 })), /One reply of Only-Published/);
    assert.equal((await source.reply(own, request())).reply.choices[0]?.text, "The answer is (A).");
    const elsewhere = publishedReplies(published, choiceQuestion("other"), others);
    await assert.rejects(elsewhere.reply(own, request()), /was published/);
    assert.equal((await source.reply(served("Here"), request())).reply.servedBy, "fake/other");
  });
});
