import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { after, answers, fails } from "../../../../test/support/core/scripted-model.ts";
import { request, sender, served, testFolder } from "../../../../test/support/lab/benchmark.ts";
import { perplexityOf } from "../../../core/enhancement/index.ts";
import { ReplyCache } from "./reply-cache.ts";
import { requestKey } from "./request-key.ts";

describe("reply cache", () => {
  it("asks once for equal requests, at the same time and later", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    const cache = await ReplyCache.open(file, sender());
    const model = served("a", after(Promise.resolve(), answers("yes")));
    const [first, second] = await Promise.all([cache.reply(model, request()), cache.reply(model, request())]);
    const third = await cache.reply(model, request());
    assert.equal(model.asked.length, 1);
    assert.deepEqual(first, second);
    assert.deepEqual(first, third);
    assert.deepEqual([cache.used, cache.usedUsd], [1, 0.25]);
    await cache.close();
  });

  it("gives another process the same reply, with its time, cost and perplexity", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    const asked = request({ logprobs: true, choices: 2 });
    const model = served("a", answers({ text: "one", thinking: "hm", logprobs: [-0.1, -0.7] }, "two"));
    const before = await ReplyCache.open(file, sender());
    const made = await before.reply(model, asked);
    await before.close();
    const later = await ReplyCache.open(file, sender());
    const kept = await later.reply(model, asked);
    await later.close();
    assert.equal(model.asked.length, 1);
    assert.deepEqual(kept, made);
    assert.equal(kept.durationMs, 20);
    assert.equal(kept.reply.choices[0]?.thinking, "hm");
    assert.deepEqual(perplexityOf(kept.reply.choices[0].logprobs), perplexityOf([-0.1, -0.7]));
  });

  it("tells requests apart by all that a reply depends on", () => {
    const keys = [
      requestKey(served("a"), request()),
      requestKey(served("b"), request()),
      requestKey(served("a"), request({ seed: 2 })),
      requestKey(served("a"), request({ choices: 2 })),
      requestKey(served("a"), request({ logprobs: true })),
      requestKey(served("a"), request({ messages: [{ role: "system", content: "How?" }] })),
      requestKey(served("a"), request({ sampling: { temperature: 0, presencePenalty: 1.05, maxOutputTokens: 100 } })),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(requestKey(served("a"), request({ usefulForMs: 5, hasStandIn: true })), keys[0]);
  });

  it("passes over a torn tail and damaged lines, and asks again for them", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    const model = served("a", answers("yes"));
    const before = await ReplyCache.open(file, sender());
    for (const seed of [1, 2, 3]) await before.reply(model, request({ seed }));
    await before.close();
    const lines = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, [lines[0], lines[1]?.replace("yes", "no!"), lines[2], ""].join("\n"));
    await appendFile(file, lines[0]?.slice(0, 40) ?? "");
    const cache = await ReplyCache.open(file, sender());
    assert.equal(cache.damagedLines, 1);
    for (const seed of [1, 2, 3]) await cache.reply(model, request({ seed }));
    await cache.close();
    assert.equal(model.asked.length, 4);
    const whole = await ReplyCache.open(file, sender());
    for (const seed of [1, 2, 3]) await whole.reply(model, request({ seed }));
    await whole.close();
    assert.equal(model.asked.length, 4);
  });

  it("keeps no failure: the same process does not ask again, the next one does", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    const asking = sender();
    const cache = await ReplyCache.open(file, asking);
    const model = served("a", fails());
    await assert.rejects(cache.reply(model, request()), /It failed/);
    await assert.rejects(cache.reply(model, request()), /It failed/);
    await cache.close();
    assert.equal(model.asked.length, 1);
    assert.match(asking.notes.join(), /1 request to a failed and will be sent again the next time/);
    const healthy = served("a", answers("yes"));
    const next = await ReplyCache.open(file, sender());
    assert.equal((await next.reply(healthy, request())).reply.choices[0]?.text, "yes");
    await next.close();
  });

  it("leaves a model alone that has failed five times in a row, for this process", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    const asking = sender();
    const cache = await ReplyCache.open(file, asking);
    const model = served("a", fails("connect"));
    for (let seed = 0; seed < 9; seed += 1) await assert.rejects(cache.reply(model, request({ seed })), /It failed/);
    await cache.close();
    assert.equal(model.asked.length, 5);
    assert.deepEqual(asking.notes.length, 1);
    assert.match(asking.notes.join(), /^a failed 5 times in a row and was left out of the rest of this run/);
  });

  it("does not keep a reply that the server ended", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    const asking = sender();
    const cache = await ReplyCache.open(file, asking);
    const { reply } = await cache.reply(served("a", answers({ text: "half", finish: "other" })), request());
    await cache.close();
    assert.equal(reply.choices[0]?.finish, "other");
    assert.match(asking.notes.join(), /the server ended a reply/);
    const next = await ReplyCache.open(file, sender());
    assert.equal(next.kept(requestKey(served("a"), request())), undefined);
    await next.close();
  });

  it("sends nothing that the budget does not pay for, and never passes it", async (t) => {
    const file = path.join(await testFolder(t), "replies.log");
    // 100 output tokens cost at most $0.1, the prompt at most about $0.00008 per token.
    const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 1000 };
    const asking = sender(0.25);
    const cache = await ReplyCache.open(file, asking);
    const model = served(
      "a",
      async (given, onDelta, signal) => {
        const reply = await answers("yes")(given, onDelta, signal);
        return { ...reply, costUsd: 0.08 };
      },
      prices,
    );
    const asked = Array.from({ length: 5 }, (_, seed) =>
      cache.reply(model, request({ seed })).then(
        () => 1,
        () => 0,
      ),
    );
    const answered = (await Promise.all(asked)).reduce<number>((sum, one) => sum + one, 0);
    await cache.close();
    assert.equal(answered, 2);
    assert.equal(model.asked.length, 2);
    assert.ok(asking.outOfBudget);
    assert.equal(asking.costUsd, 0.16);
  });
});
