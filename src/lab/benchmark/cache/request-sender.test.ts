import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers, type Step } from "../../../../test/support/core/scripted-model.ts";
import { ChatError } from "../../../core/errors.ts";
import { request, sender, served } from "../../../../test/support/lab/benchmark.ts";

const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 1_000_000 };

describe("request sender", () => {
  it("sends nothing for a request that was waiting for the budget when everything was stopped", async () => {
    const stop = new AbortController();
    const untilStopped: Step = (_request, _onDelta, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new ChatError("It was not sent.", { kind: "connect", model: "fake/first" }));
        });
      });
    // The budget pays for both only if the first costs less than its worst case.
    const asking = sender(150, stop.signal);
    const first = served("first", untilStopped, prices);
    const second = served("second", answers("too late"), prices);
    const sent = [asking.send(first, request()), asking.send(second, request({ sampling: small }))];
    const ended = Promise.allSettled(sent);
    await new Promise(setImmediate);
    stop.abort(new Error("Stopped."));
    assert.deepEqual(
      (await ended).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(second.asked.length, 0);
    assert.equal(asking.answered, 0);
  });
});

const small = { temperature: 0.7, presencePenalty: 1.05, maxOutputTokens: 60 };
