import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, merged, stopAt, three } from "../../../test/support/core/collaboration.ts";
import { answers, hangs, type Step } from "../../../test/support/core/scripted-model.ts";
import { ChatError } from "../errors.ts";
import { failureLines } from "./failure-lines.ts";

const all = Object.values(three);

/** Returns a step that fails like an endpoint, with the place, the reason and what to do. */
const failsAt =
  (reference: string, said: string): Step =>
  () =>
    Promise.reject(new ChatError(`${reference} at http://host/v1: ${said}`, { kind: "server", model: reference }));

describe("what went wrong", () => {
  it("is nothing when all went well", async () => {
    assert.deepEqual(failureLines((await collaborate(all, merged)).record), []);
  });

  it("is every failure with endpoint, cause and next step", async () => {
    const references = [
      three.a,
      failsAt("one/m", "HTTP 500. Its log says more."),
      failsAt("one/n", "HTTP 404. Check."),
    ];
    assert.deepEqual(failureLines((await collaborate(references, merged)).record), [
      "  one/m at http://host/v1: HTTP 500. Its log says more.",
      "  one/n at http://host/v1: HTTP 404. Check.",
    ]);
  });

  it("is one line for models that fail alike", async () => {
    const references = [
      three.a,
      failsAt("one/m", "refused. Is it running?"),
      failsAt("one/n", "refused. Is it running?"),
    ];
    assert.deepEqual(failureLines((await collaborate(references, merged)).record), [
      "  one/m, one/n at http://host/v1: refused. Is it running?",
    ]);
  });

  it("names the endpoint of an answer that could not be used", async () => {
    const references = [three.a, three.b, answers({ text: "", thinking: "hm" })];
    assert.deepEqual(failureLines((await collaborate(references, merged)).record), [
      "  fake/model: The answer was empty: the model only thought. Ask again, or raise smcs.maxOutputTokens.",
    ]);
  });

  it("tells the merging model's failures apart from its own answer's", async () => {
    const { record } = await collaborate(all, answers("one", { text: "half", finish: "length" }));
    assert.deepEqual(failureLines(record), [
      "  agg, merging: Cut off at the output limit, or where the model's context was full. Raise smcs.maxOutputTokens or the model's maxOutputTokens, or give the model more context.",
    ]);
  });

  it("tells once of an answer that was cut off and stands for itself", async () => {
    const cut = answers({ text: "half", finish: "length" });
    const { record } = await collaborate([three.a, three.b, cut], merged, { run: { system: "majority-voting" } });
    assert.deepEqual(
      record.candidates.map(({ status }) => status),
      ["finished", "finished", "truncated"],
    );
    const [line = "", ...others] = failureLines(record);
    assert.deepEqual([line.startsWith("  fake/model: Cut off at the output limit"), others], [true, []]);
  });

  it("comes under the reason why there is no answer", async () => {
    const dead = all.map(() => failsAt("one/m", "refused."));
    assert.deepEqual(failureLines((await collaborate(dead, merged)).record), [
      "No model answered.",
      "  one/m at http://host/v1: refused.",
    ]);
  });

  it("is no failure of a model when the user stopped", async () => {
    const { record } = await collaborate([three.a, hangs("half"), hangs()], merged, stopAt("reference-delta"));
    assert.deepEqual(failureLines(record), ["Stopped."]);
  });
});
