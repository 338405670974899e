import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseToHost, parseToPanel } from "./messages.ts";

const picture = { name: "a.png", mediaType: "image/png", data: "iVBORw0KGgo=", width: 8, height: 8, thumbnail: "AAAA" };

describe("messages from the panel", () => {
  it("are taken in every form the protocol has", () => {
    for (const message of [
      { type: "ready" },
      { type: "ask", text: "How?" },
      { type: "stop" },
      { type: "choose", runId: "r", draw: 2 },
      { type: "rate", runId: "r", of: { draw: 1 }, rating: "good" },
      { type: "rate", runId: "r", of: { model: "m" }, rating: "bad" },
      { type: "rate", runId: "r", of: { model: "m", sample: 1 }, rating: null },
      { type: "answer-markdown", runId: "r", use: "copy" },
      { type: "answer-markdown", runId: "r", use: "open" },
      { type: "copy", text: "" },
      { type: "code", action: "apply", code: "a", info: "ts src/a.ts" },
      { type: "compare-code", runId: "r", draws: [1, 0] },
      { type: "open", url: "https://x.example/a" },
      { type: "ask", text: "How?", preset: "paper", replaces: "r" },
      { type: "ask", text: "How?", preset: "paper", system: "self-moa" },
      { type: "preview", text: "How?", preset: "paper", system: "single" },
      { type: "end-preview", ask: true },
      { type: "look-up", ids: ["a", "b"] },
      { type: "retry", runId: "r", references: [{ model: "m" }, { model: "m", sample: 1 }] },
      { type: "merge", runId: "r" },
      { type: "use-reference", runId: "r", model: "m" },
      { type: "add-context" },
      { type: "add-context", kind: "files" },
      { type: "attach", uris: ["file:///w/a.ts"] },
      { type: "attach-picture", ...picture },
      { type: "detach", id: "a.ts:1-2" },
      { type: "reveal", id: "a.ts:1-2" },
      { type: "command", command: "smcs.addEndpoint" },
      { type: "command", command: "smcs.changeAddress", endpoint: "office" },
    ]) {
      assert.deepEqual(parseToHost(message), message);
    }
  });

  it("cannot run other commands, choose nonsense or ask nothing", () => {
    for (const message of [
      null,
      "ready",
      { type: "command", command: "workbench.action.terminal.new" },
      { type: "choose", runId: "r", draw: -1 },
      { type: "choose", runId: "r", draw: 0.5 },
      { type: "rate", runId: "r", of: { draw: 1 }, rating: "excellent" },
      { type: "rate", runId: "r", of: { draw: 1, model: "m" }, rating: "good" },
      { type: "rate", runId: "r", of: {}, rating: "good" },
      { type: "answer-markdown", runId: "r", use: "print" },
      { type: "ask", text: "  " },
      { type: "code", action: "run", code: "rm -rf /", info: "sh" },
      { type: "compare-code", runId: "r", draws: [0] },
      { type: "ask", text: "How?", preset: "cheapest" },
      { type: "ask", text: "How?", system: "oracle" },
      { type: "preview", text: " " },
      { type: "end-preview" },
      { type: "look-up", ids: ["x".repeat(1001)] },
      { type: "retry", runId: "r", references: [{ model: "m", sample: -1 }] },
      { type: "retry", runId: "r", references: [] },
      { type: "add-context", kind: "everything" },
      { type: "attach", uris: [] },
      { type: "attach-picture", ...picture, width: 1569 },
      { type: "attach-picture", ...picture, mediaType: "image/svg+xml" },
      { type: "attach-picture", ...picture, data: "no base64!" },
      { type: "attach-picture", ...picture, data: "AAAA".repeat(800_000) },
      { type: "attach-picture", ...picture, data: "AAAA".repeat(6_000_000) },
      { type: "attach-picture", ...picture, name: " " },
      { type: "attach", uris: ["x".repeat(5000)] },
      { type: "attach", uris: new Array(201).fill("file:///a") },
      { type: "open", url: "command:workbench.action.quit" },
      { type: "open", url: "vscode://x.y/z" },
      { type: "unheard-of" },
    ]) {
      assert.equal(parseToHost(message), null, JSON.stringify(message).slice(0, 200));
    }
  });

  it("lose what the protocol does not know", () => {
    assert.deepEqual(parseToHost({ type: "stop", __proto__: {}, extra: 1 }), { type: "stop" });
  });
});

describe("messages from the host", () => {
  it("are taken when they have their parts, and refused otherwise", () => {
    const status = { mode: "demo", description: "Simulated models", problem: null };
    assert.ok(parseToPanel({ type: "snapshot", runs: [], status, attached: [] }));
    assert.ok(parseToPanel({ type: "failure", message: "No." }));
    const item = { id: "1", kind: "file", label: "a.ts", tokens: null, opens: true };
    assert.ok(parseToPanel({ type: "attached", attached: [item], room: 8192 }));
    assert.equal(parseToPanel({ type: "attached", attached: [{ ...item, kind: "image" }] }), null);
    assert.ok(parseToPanel({ type: "not-asked", text: "How?", replaces: null, failure: null }));
    const event = { type: "warning", message: "w" };
    assert.ok(parseToPanel({ type: "events", events: [{ runId: "r", event }] }));
    assert.equal(parseToPanel({ type: "events", events: [{ event }] }), null);
    assert.equal(parseToPanel({ type: "snapshot", runs: [{}], status, attached: [] }), null);
    assert.equal(parseToPanel({ type: "status", status: { mode: "other" } }), null);
    assert.equal(parseToPanel({ type: "event", runId: "r", event: "done" }), null);
  });
});
