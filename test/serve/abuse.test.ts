import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { createKey } from "../../src/serve/index.ts";
import { until } from "../support/until.ts";
import { ask, posted, type Serving, serving } from "./serving.ts";

const SECRET = "the-secret-question";
const PATH = "/v1/chat/completions";

/** Collects what belongs to the end of a group of tests. */
function atTheEnd(): { readonly after: (work: () => unknown) => void; readonly end: () => Promise<void> } {
  const works: (() => unknown)[] = [];
  return {
    after: (work) => works.push(work),
    end: async () => {
      for (const work of works.toReversed()) await work();
    },
  };
}

/** Sends bytes as they are, and returns what came back until the server closed. */
async function raw(origin: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  let got = "";
  socket.on("data", (bytes) => (got += bytes.toString("latin1")));
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return got;
}

const question = (changes: object) => JSON.stringify({ ...ask(), ...changes });
const nested = "[".repeat(100_000);

describe("what is no proper request of smcs serve", () => {
  const end = atTheEnd();
  let open: Serving;
  before(async () => (open = await serving(end)));
  after(() => end.end());

  /** Requests with the expected status. */
  const requests: Readonly<Record<string, readonly [status: number, init: RequestInit, path?: string]>> = {
    "no JSON": [400, posted("{")],
    "an empty body": [400, posted("")],
    "JSON that is no object": [400, posted("[]")],
    "JSON that nests without an end": [400, posted(nested)],
    "no model": [400, posted({ messages: ask().messages })],
    "a model of another kind": [400, posted(question({ model: { a: 1 } }))],
    "a model that is not served": [404, posted(question({ model: "../../etc/passwd" }))],
    "a model by the name of an object's own property": [404, posted(question({ model: "__proto__" }))],
    "no message": [400, posted(question({ messages: [] }))],
    "a thousand and one messages": [400, posted(question({ messages: Array.from({ length: 1001 }, () => ask().messages[0]) }))], // prettier-ignore
    "an unknown role": [400, posted(question({ messages: [{ role: "root", content: "x" }] }))],
    "only a system message": [400, posted(question({ messages: [{ role: "system", content: "x" }] }))],
    "content that is a number": [400, posted(question({ messages: [{ role: "user", content: 7 }] }))],
    "a picture from elsewhere": [400, posted(question({ messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "http://169.254.169.254/" } }] }] }))], // prettier-ignore
    "n of a thousand": [400, posted(question({ n: 1000 }))],
    "n of none": [400, posted(question({ n: 0 }))],
    "tokens below none": [400, posted(question({ max_tokens: -1 }))],
    "a temperature beyond all": [400, posted(question({ temperature: 1e9 }))],
    "a tool that must be called": [400, posted(question({ tool_choice: "required" }))],
    "an answer as JSON": [400, posted(question({ response_format: { type: "json_object" } }))],
    "another content type": [415, { ...posted(question({})), headers: { "content-type": "text/plain" } }],
    "a body of nine megabytes": [413, posted(question({ padding: "x".repeat(9 << 20) }))],
    "another address": [404, {}, "/v1/files"],
    "another method": [404, {}, PATH],
    "a path out of the server": [404, {}, "/v1/..%2f..%2fetc/passwd"],
    "a web page of another site": [403, posted(question({}), { origin: "https://evil.example" })],
    "a web page without an origin": [403, posted(question({}), { origin: "null" })],
  };

  for (const [what, [status, init, path = PATH]] of Object.entries(requests))
    it(`is refused in OpenAI's form: ${what}`, async () => {
      const asked = open.models.asked();
      const reply = await open.send(path, init);
      assert.equal(reply.status, status);
      const { error } = (await reply.json()) as { error: { message: string; type: string } };
      assert.match(error.message, /\w.*[.!]$/su);
      assert.ok(["invalid_request_error", "authentication_error"].includes(error.type), error.type);
      assert.ok(!/\/work\/|node_modules|\bat .*:\d+/u.test(JSON.stringify(error)), "nothing of the server's inside");
      assert.equal(open.models.asked(), asked, "no model is asked");
    });

  const smuggled = `POST ${PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
  for (const [what, text] of Object.entries({
    "two lengths": `${smuggled}content-length: 5\r\ncontent-length: 6\r\n\r\nhello!`,
    "a length and chunks": `${smuggled}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    "a header with a line break of its own": `${smuggled}x: a\rb: c\r\n\r\n`,
    "a space before the colon": `${smuggled}content-length : 5\r\n\r\nhello`,
    "no HTTP": "HELO there\r\n\r\n",
    "headers without an end": `${smuggled}${"x-a: b\r\n".repeat(4000)}\r\n`,
  }))
    it(`is refused by the parser: ${what}`, async () => {
      const got = await raw(open.origin, text);
      assert.match(got, /^HTTP\/1\.1 4\d\d /);
      assert.match(got, /"type":"invalid_request_error"/);
    });

  it("is refused under a name that is not this machine's (DNS rebinding)", async () => {
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""]) {
      const got = await raw(open.origin, `GET /v1/models HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      assert.match(got, /^HTTP\/1\.1 40[03] /, host);
      assert.ok(!got.includes("smcs/coding"), host);
    }
  });

  it("tells the log who asked and how it ended, and nothing of what was asked", async () => {
    const lines = open.log.length;
    await open.send(PATH, posted({ ...ask(), messages: [{ role: "user", content: SECRET }], n: 99 }));
    await open.send(PATH, posted({ model: SECRET, messages: ask().messages }));
    const told = open.log.slice(lines);
    assert.deepEqual(
      told.map(({ status, problem }) => [status, problem]),
      [
        [400, "refused"],
        [404, "refused"],
      ],
    );
    assert.ok(!JSON.stringify(told[0]).includes(SECRET));
  });

  it("is no failure of the server when the client leaves in the middle of it", async () => {
    const lines = open.log.length;
    const socket = connect(Number(new URL(open.origin).port), "127.0.0.1");
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{`,
    );
    await once(socket, "connect");
    socket.end();
    await until("the log has its line", () => open.log.length > lines);
    const last = open.log.at(-1);
    assert.deepEqual([last?.problem, last?.failure], ["client gone", null]);
  });

  it("leaves the server as it was", async () => {
    const { choices } = await open.client().chat.completions.create(ask());
    assert.equal(choices[0]?.message.content, "merged");
  });
});

describe("a client without a proper key", () => {
  const end = atTheEnd();
  let closed: Serving;
  let key = "";
  before(async () => {
    closed = await serving(end);
    ({ key } = await createKey(closed.folder, "ada", { requestsPerMinute: null, usdPerDay: null, models: null }));
  });
  after(() => end.end());

  for (const [what, header] of Object.entries({
    "no key": undefined,
    "an empty key": "Bearer ",
    "a key of another kind": "Basic YWRhOnNlY3JldA==",
    "a wrong key": "Bearer smcs-AAAA",
    "a key of a megabyte's header": `Bearer ${"x".repeat(8000)}`,
    "two keys": () => `Bearer ${key} ${key}`,
    "a part of a key": () => `Bearer ${key.slice(0, -1)}`,
  }))
    it(`is refused: ${what}`, async () => {
      const authorization = typeof header === "function" ? header() : header;
      const reply = await closed.send(PATH, posted(ask(), authorization === undefined ? {} : { authorization }));
      assert.equal(reply.status, 401);
      assert.match(await reply.text(), /"code":"invalid_api_key"/);
      assert.equal(closed.models.asked(), 0);
    });
});
