import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { EventLine } from "../records/index.ts";
import type { RunEvent } from "../core/record/index.ts";
import { PanelFeed } from "./panel-feed.ts";

const line = (event: RunEvent): EventLine => ({ runId: "r", event });
const delta = (model: string, text: string): EventLine => line({ type: "reference-delta", model, text, thinking: "" });

describe("what the panel is sent", () => {
  let messages: (readonly EventLine[])[];
  let feed: PanelFeed;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    messages = [];
    feed = new PanelFeed((events) => messages.push(events));
  });

  afterEach(() => {
    mock.timers.reset();
  });

  it("is the first event after a pause at once, then one message a frame, with the pieces of each reply joined", () => {
    for (let round = 1; round <= 2; round++) {
      messages = [];
      feed.add(delta("x", "first"));
      assert.deepEqual(messages, [[delta("x", "first")]], `round ${round}`);
      for (const text of ["a", "b", "c"]) for (const model of ["x", "y"]) feed.add(delta(model, text));
      assert.equal(messages.length, 1);
      mock.timers.tick(40);
      assert.deepEqual(messages.slice(1), [[delta("x", "abc"), delta("y", "abc")]]);
      mock.timers.tick(40);
    }
  });

  it("keeps the order of everything that is no piece of a reply", () => {
    const warning = line({ type: "warning", message: "w" });
    for (const event of [delta("x", "a"), warning, delta("x", "b"), delta("x", "c")]) feed.add(event);
    feed.flush();
    assert.deepEqual(messages, [[delta("x", "a")], [warning, delta("x", "bc")]]);
    mock.timers.tick(100);
    assert.equal(messages.length, 2);
  });

  it("stays below 40 messages a second when 8 models write 100 tokens a second each", () => {
    let sent = "";
    for (let token = 0; token < 1000; token++) {
      for (let model = 0; model < 8; model++) feed.add(delta(`m${model}`, `${token} `));
      sent += `${token} `;
      mock.timers.tick(10);
    }
    feed.flush();
    assert.ok(messages.length <= 10 * 40, `${messages.length} messages in 10 s`);
    for (let model = 0; model < 8; model++) {
      const texts = messages
        .flat()
        .map(({ event }) => (event.type === "reference-delta" && event.model === `m${model}` ? event.text : ""));
      assert.equal(texts.join(""), sent);
    }
  });

  it("is nothing of what a snapshot has already", () => {
    for (const text of ["a", "b"]) feed.add(delta("x", text));
    feed.clear();
    mock.timers.tick(100);
    assert.deepEqual(messages, [[delta("x", "a")]]);
  });
});
