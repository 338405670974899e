import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureOf } from "../../../test/support/chat/converse.ts";
import { keyBudget } from "./key-budget.ts";
import { json, never, serverWith, targetAt } from "../../../test/support/probe/probe.ts";

describe("a key's budget", () => {
  const openRouter = async (t: Parameters<typeof serverWith>[0], data: object) => {
    const server = await serverWith(t, { "/api/v1/key": json({ data }) });
    return { ...targetAt(server, { kind: "openrouter", baseUrl: `${server.url}/api/v1` }), apiKey: "sk-or-1" };
  };

  it("is what OpenRouter says, which may count another time than the usage", async (t) => {
    const server = await openRouter(t, { limit: 10, limit_remaining: 7.5, usage: 25.5, label: "sk" });
    assert.deepEqual(await keyBudget(server, never), { limitUsd: 10, usedUsd: 25.5, leftUsd: 7.5 });
  });

  it("has no end for a key without a limit", async (t) => {
    const server = await openRouter(t, { limit: null, limit_remaining: null, usage: 3 });
    assert.deepEqual(await keyBudget(server, never), { limitUsd: null, usedUsd: 3, leftUsd: null });
  });

  it("is nothing that other servers or an endpoint without a key are asked for", async (t) => {
    const server = await serverWith(t, {});
    assert.equal(await keyBudget({ ...targetAt(server), apiKey: "k" }, never), null);
    assert.equal(await keyBudget(targetAt(server, { kind: "openrouter" }), never), null);
    assert.equal(server.seen.length, 0);
  });

  it("fails in a sentence when the answer is odd", async (t) => {
    const server = await openRouter(t, { hello: 1 });
    assert.match((await failureOf(keyBudget(server, never))).message, /did not say what is left/);
  });
});
