import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, choiceQuestion, evaluated, scripted } from "../../../test/support/evaluation/evaluation.ts";
import { knownSpeeds } from "../../bank/models/index.ts";
import type { ChatModel } from "../../core/ports.ts";
import { ReplyLog, replyLogFile } from "../kept/index.ts";

/** Returns a clock that each reading leaves where it is, and a model whose replies wait, start and end at set times. */
function timedModel(name: string, { queueMs, firstTokenMs, durationMs }: Readonly<Record<string, number>>) {
  let now = 0;
  const model = scripted(name, () => ({}), {}, 1);
  const chat: ChatModel["chat"] = async (request, onDelta, signal) => {
    const startedAt = now;
    // Sent once, failed, waited again, and sent a second time.
    request.onSent?.();
    now = startedAt + (queueMs ?? 0);
    request.onSent?.();
    now += firstTokenMs ?? 0;
    onDelta({ choice: 0, text: "The", thinking: "" });
    now = startedAt + (queueMs ?? 0) + (durationMs ?? 0);
    return model.chat.chat(request, onDelta, signal);
  };
  return { member: { ...model, chat: { chat } }, clock: () => now };
}

describe("the times of an evaluation's replies", () => {
  const questions = [choiceQuestion("q1")];
  const times = { queueMs: 5000, firstTokenMs: 400, durationMs: 1400 };

  it("are kept with the replies and as the model's speed, without the time in the queue", async (t) => {
    const folder = await bankOf(t, questions);
    const { member, clock } = timedModel("a", times);
    await evaluated(folder, [member], { means: { clock } });
    const log = await ReplyLog.open(replyLogFile(folder, "a", false));
    const record = await log.read(log.latest("q1")!);
    await log.close();
    assert.deepEqual(record.times, { firstTokenMs: 400, durationMs: 1400 });
    assert.deepEqual((await knownSpeeds(folder)).get("a"), {
      replies: 1,
      firstTokenMs: 400,
      durationMs: 1400,
      tokens: 5,
      tokensPerSecond: 5,
    });
  });

  it("say nothing about real models when they are those of simulated ones", async (t) => {
    const folder = await bankOf(t, questions);
    const { member, clock } = timedModel("a", times);
    await evaluated(folder, [member], { means: { clock }, scope: { simulated: true } });
    assert.equal((await knownSpeeds(folder)).size, 0);
  });

  it("are absent where no request was sent", async (t) => {
    const folder = await bankOf(t, questions);
    await evaluated(folder, [scripted("a", () => ({}))]);
    assert.equal((await knownSpeeds(folder)).size, 0);
  });
});
