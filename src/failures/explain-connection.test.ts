import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultTimeLimits } from "../limits/index.ts";
import { explainConnection } from "./explain-connection.ts";

const server = { limits: defaultTimeLimits };
const failed = (cause: Error) => new Error("Connection error.", { cause: new TypeError("fetch failed", { cause }) });
const coded = (code: string) => failed(Object.assign(new Error("low"), { code }));

describe("a connection that failed", () => {
  const cases: [string, string, boolean, RegExp][] = [
    ["ECONNREFUSED", "connect", false, /Is the server running/],
    ["ENOTFOUND", "connect", false, /host name is unknown\. Check baseUrl/],
    ["EAI_AGAIN", "connect", true, /Check the network/],
    ["EHOSTUNREACH", "connect", true, /cannot be reached/],
    ["UND_ERR_CONNECT_TIMEOUT", "connect", true, /no connection within 10 s\. .*timeouts\.connectMs/],
    ["SELF_SIGNED_CERT_IN_CHAIN", "connect", false, /Set caFile/],
    ["CERT_HAS_EXPIRED", "connect", false, /Renew it/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "connect", false, /for another host/],
    ["ECONNRESET", "stream", true, /no answer \(ECONNRESET\)\. The server's log/],
    ["UND_ERR_SOCKET", "stream", true, /no answer/],
  ];
  for (const [code, kind, transient, message] of cases) {
    it(`says what and what to do, and whether to try again: ${code}`, () => {
      const { text, ...explained } = explainConnection(coded(code), server, false);
      assert.deepEqual(explained, { kind, transient });
      assert.match(text, message);
    });
  }

  it("is a wrong address where no HTTP is spoken; undici's parser says so by its name alone", () => {
    const foreign = failed(Object.assign(new Error("Response does not match"), { name: "HTTPParserError" }));
    const { text, ...explained } = explainConnection(foreign, server, false);
    assert.deepEqual(explained, { kind: "connect", transient: false });
    assert.match(text, /Should baseUrl begin with https/);
  });

  it("is never tried again once something of an answer had come", () => {
    const { kind, transient, text } = explainConnection(coded("ECONNRESET"), server, true);
    assert.deepEqual([kind, transient], ["stream", false]);
    assert.match(text, /broke off before the answer was complete \(ECONNRESET\)/);
  });

  it("is the proxy's doing when that says so", () => {
    const refused = explainConnection(
      failed(new Error("Proxy response (403) !== 200 when HTTP Tunneling")),
      server,
      false,
    );
    assert.match(refused.text, /the proxy did not connect to it, HTTP 403/);
    assert.equal(refused.transient, false);
    const overloaded = failed(new Error("Proxy response (503) !== 200 when HTTP Tunneling"));
    assert.equal(explainConnection(overloaded, server, false).transient, true);
  });
});
