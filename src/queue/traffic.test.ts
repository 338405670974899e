import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FakeTime, settled, visitor } from "../../test/support/queue/fake-time.ts";
import { Traffic } from "./traffic.ts";

const server = { baseUrl: "http://one/v1", apiKey: "k" };
const options = { concurrency: 1, swapsModels: false };
const traffic = () => new Traffic(new FakeTime(), () => 0);

describe("the lines that all pools share", () => {
  it("are one for each origin, key and way of queueing", () => {
    const all = traffic();
    const queue = all.queueOf(server, options)();
    assert.equal(all.queueOf({ ...server, baseUrl: "http://one/other/v1" }, options)(), queue);
    for (const other of [
      all.queueOf({ ...server, baseUrl: "http://two/v1" }, options),
      all.queueOf({ ...server, apiKey: null }, options),
      all.queueOf(server, { ...options, concurrency: 2 }),
      all.queueOf(server, { ...options, swapsModels: true }),
    ]) {
      assert.notEqual(other(), queue);
    }
  });

  it("are forgotten when very many came since and nobody is in them, never before", async () => {
    const all = traffic();
    const [busy, idle] = [all.queueOf(server, options), all.queueOf({ ...server, apiKey: "idle" }, options)];
    const [busyQueue, idleQueue] = [busy(), idle()];
    await busyQueue.enter(visitor());
    for (let other = 0; other < 1000; other++) all.queueOf({ ...server, apiKey: `key ${other}` }, options)();
    await settled();
    assert.equal(busy(), busyQueue);
    assert.notEqual(idle(), idleQueue);
  });

  it("come with what each model on each server was found to do", () => {
    const all = traffic();
    const target = { kind: "openai", baseUrl: "http://one/v1", model: { id: "m" } } as const;
    assert.deepEqual(all.abilitiesOf(target), { choicesBelow: Infinity, logprobs: true });
    all.abilitiesOf(target).logprobs = false;
    assert.equal(all.abilitiesOf(target).logprobs, false);
    assert.equal(all.abilitiesOf({ ...target, model: { id: "other" } }).logprobs, true);
    assert.equal(all.abilitiesOf({ ...target, kind: "openrouter" }).choicesBelow, 2);
  });
});
