import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { sendError } from "../../../test/support/http/sse.ts";
import { keyBudgetNotes } from "./key-budget-notes.ts";
import { json, never, type Paths, serverWith } from "../../../test/support/probe/probe.ts";

async function notesOn(t: TestContext, answer: Paths[string], mostUsd: number | null) {
  const server = await serverWith(t, { "/api/v1/key": answer });
  const endpoint: Endpoint = { name: "or", kind: "openrouter", baseUrl: `${server.url}/api/v1`, models: ["m"] };
  const own: Endpoint = { name: "own", kind: "vllm", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] };
  return keyBudgetNotes([endpoint, own], () => Promise.resolve("sk-or-1"), mostUsd, never);
}

describe("keys before an evaluation", () => {
  const two = json({ data: { limit: 5, limit_remaining: 2, usage: 3 } });

  it("say what is left, and warn when it may not last", async (t) => {
    assert.deepEqual(await notesOn(t, two, 2), { lines: ["or: $2.00 of $5.00 left on the key."], warnings: [] });
    const { warnings } = await notesOn(t, two, 2.01);
    assert.match(warnings[0] ?? "", /or: the key has \$2\.00 left and up to \$2\.01 may be needed/);
  });

  it("do not warn where limit or price is unknown", async (t) => {
    assert.deepEqual((await notesOn(t, two, null)).warnings, []);
    const endless = json({ data: { limit: null, limit_remaining: null, usage: 3 } });
    const { lines, warnings } = await notesOn(t, endless, 1e6);
    assert.deepEqual([lines.length, warnings.length], [1, 0]);
  });

  it("hold nothing up when the server does not say", async (t) => {
    const refusing: Paths[string] = (_, response) => {
      sendError(response, 500, "down");
    };
    const { lines, warnings } = await notesOn(t, refusing, 1e6);
    assert.match(lines[0] ?? "", /or: what is left on its key is not known: .*down/);
    assert.deepEqual(warnings, []);
  });
});
