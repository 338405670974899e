import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readComplaint, readRefusal } from "./complaint.ts";

const headers = (fields: Readonly<Record<string, string>>) => ({ get: (name: string) => fields[name] ?? null });

describe("what a server said", () => {
  it("is found in whatever form it was sent", () => {
    const forms: [string, string][] = [
      ['{"error":{"message":"no such\\n model","code":"x"}}', "no such model"],
      ['{"error":"plain words"}', "plain words"],
      ['{"object":"error","message":"at the top","code":404}', "at the top"],
      ['{"detail":"Not Found"}', "Not Found"],
      ['{"detail":[{"msg":"field required"},{"msg":"too big"}]}', "field required; too big"],
      ["<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", "502 Bad Gateway"],
      ["upstream is down", "upstream is down"],
      ["", ""],
      ["[]", ""],
    ];
    for (const [body, said] of forms) assert.equal(readRefusal(500, body).said, said, body);
  });

  it("keeps the names, the status inside a stream and the fields that came with it", () => {
    const error = {
      code: 429,
      message: "slow",
      type: "limit",
      n_ctx: 5,
      metadata: { error_type: "rate", reason: "r" },
    };
    const { status, inReply, names, fields, metadata } = readComplaint({ error });
    assert.deepEqual(
      [status, inReply, names, fields["n_ctx"], metadata["reason"]],
      [429, true, ["limit", "rate", "r"], 5, "r"],
    );
    assert.equal(readComplaint({ error: { code: "invalid", message: "x" } }).status, null);
  });
});

describe("the time that a server asks for", () => {
  const asked = (fields: Readonly<Record<string, string>>, body = "", status = 429) =>
    readRefusal(status, body, headers(fields)).retryAfterMs;

  it("is given in milliseconds, seconds or a date, or beside the error", () => {
    assert.equal(asked({ "retry-after": "1.5" }), 1500);
    assert.equal(asked({ "retry-after-ms": "20", "retry-after": "9" }), 20);
    assert.equal(asked({}, '{"error":{"message":"x","metadata":{"retry_after_seconds":3}}}'), 3000);
    assert.equal(asked({ "retry-after": "soon" }), null);
    assert.equal(asked({}), null);
    const inAMinute = asked({ "retry-after": new Date(Date.now() + 60_000).toUTCString() }) ?? 0;
    assert.ok(inAMinute > 50_000 && inAMinute <= 60_000);
    assert.equal(asked({ "retry-after": new Date(0).toUTCString() }), 0);
  });

  it("is the end of a rate limit's window where nothing else is said, however that is written", () => {
    const end = Date.now() + 60_000;
    for (const reset of ["60", `${Math.ceil(end / 1000)}`, `${end}`]) {
      const wait = asked({ "x-ratelimit-reset": reset }) ?? 0;
      assert.ok(wait > 50_000 && wait <= 61_000, reset);
    }
    assert.equal(asked({ "x-ratelimit-reset": "60" }, "", 500), null);
  });
});
