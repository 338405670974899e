import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { converse, failureOf } from "../../test/support/chat/converse.ts";
import { sendError, streamAll } from "../../test/support/http/sse.ts";

describe("a model that is not found", () => {
  it("is asked for once only, in however many choices", async (t) => {
    const { server, reply } = await converse(
      t,
      (_, response) => {
        sendError(response, 404, "no such model");
      },
      { request: { choices: 4, logprobs: true } },
    );
    assert.equal((await failureOf(reply)).details.kind, "not-found");
    assert.equal(server.seen.length, 1);
  });

  it("may be found without log-probabilities at a marketplace", async (t) => {
    const { reply } = await converse(
      t,
      ({ body }, response) => {
        if (body?.["logprobs"] === true) sendError(response, 404, "No endpoints found");
        else streamAll(response, [{ content: "x", finish: "stop" }]);
      },
      { kind: "openrouter", request: { logprobs: true } },
    );
    assert.equal((await reply).choices[0]?.text, "x");
  });
});
