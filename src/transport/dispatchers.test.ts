import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { failureOf } from "../../test/support/chat/converse.ts";
import { request, targetAt } from "../../test/support/chat/stream.ts";
import { localProxy } from "../../test/support/http/proxy.ts";
import { localServer } from "../../test/support/http/local-server.ts";
import { streamAll } from "../../test/support/http/sse.ts";
import { authorityFile, certificate } from "../../test/support/http/tls/certificates.ts";
import type { ChatTarget } from "../servers/index.ts";
import { streamedRequest } from "../requests/index.ts";
import { loadUndici } from "./dispatchers.ts";

const { signal } = new AbortController();

async function greeter(t: TestContext, secure = false) {
  const server = await localServer(
    (_, response) => {
      streamAll(response, [{ content: "hi", finish: "stop" }]);
    },
    secure ? certificate("local") : null,
  );
  t.after(() => server.close());
  return server;
}

async function proxyFor(t: TestContext, login: string | null = null) {
  const proxy = await localProxy(login);
  t.after(() => proxy.close());
  return proxy;
}

const ask = (target: ChatTarget) => streamedRequest(target, request, () => undefined, signal);

/** Returns the same server under a name that only the proxy knows. */
const elsewhere = (url: string): string => url.replace("127.0.0.1", "models.test");

function setVariables(t: TestContext, variables: Readonly<Record<string, string>>): void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  t.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}

describe("connections", () => {
  it("are shared by all descriptions of a server, one after the other, and keep no process alive", async (t) => {
    const server = await greeter(t);
    for (let run = 0; run < 20; run++) await ask(targetAt(server.url));
    assert.equal(server.seen.length, 20);
    // A second connection is opened when the end of an answer arrives after the next request.
    assert.ok(server.connections() <= 2, `${server.connections()} connections`);
    // Both ends are in this process; the test closes the server's.
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      process.getActiveResourcesInfo().filter((name) => name.includes("TCPSocket")),
      [],
    );
  });

  it("are given up when none is accepted in time", async (t) => {
    setVariables(t, { HTTP_PROXY: "", http_proxy: "" });
    // Addresses for documentation, at which no host answers; a firewall that refuses at once gives another message.
    const limits = { connectMs: 50, firstTokenMs: 20_000, idleMs: 1000 };
    const { message, details } = await failureOf(ask({ ...targetAt("http://192.0.2.1:8000"), limits }));
    assert.match(
      message,
      /no connection within 0.05 s\. .*timeouts.connectMs|cannot be reached|nothing answers there|refused/,
    );
    assert.deepEqual([details.kind, details.transient], ["connect", !message.includes("refused")]);
  });
});

describe("a proxy", () => {
  it("carries requests to plain servers as they are, and to secure ones through a tunnel", async (t) => {
    const [plain, secure, proxy] = await Promise.all([greeter(t), greeter(t, true), proxyFor(t)]);
    await ask(targetAt(elsewhere(plain.url), { proxy: proxy.url }));
    await ask(targetAt(secure.url, { proxy: proxy.url, caFile: authorityFile }));
    assert.deepEqual(proxy.asked, [
      `POST ${elsewhere(plain.url)}/v1/chat/completions`,
      `CONNECT ${new URL(secure.url).host}`,
    ]);
  });

  it("is taken from the environment or the editor for other machines, never for this one", async (t) => {
    const [server, proxy, editors] = await Promise.all([greeter(t), proxyFor(t), proxyFor(t)]);
    setVariables(t, { HTTP_PROXY: proxy.url, http_proxy: proxy.url });
    await ask(targetAt(server.url));
    assert.deepEqual(proxy.asked, []);
    await ask(targetAt(elsewhere(server.url)));
    assert.equal(proxy.asked.length, 1);
    await ask(targetAt(elsewhere(server.url), { defaultProxy: editors.url }));
    assert.deepEqual([proxy.asked.length, editors.asked.length], [1, 1]);
  });

  it("that demands a login says so, and gets the one in the environment", async (t) => {
    const [plain, secure, proxy] = await Promise.all([greeter(t), greeter(t, true), proxyFor(t, "me:secret")]);
    for (const target of [
      targetAt(elsewhere(plain.url), { proxy: proxy.url }),
      targetAt(elsewhere(secure.url), { proxy: proxy.url }),
    ]) {
      const { message, details } = await failureOf(ask(target));
      assert.match(message, /the proxy wants a login \(HTTP 407\).*HTTPS_PROXY/);
      assert.deepEqual([details.kind, details.transient], ["connect", false]);
    }
    const known = proxy.url.replace("//", "//me:secret@");
    setVariables(t, { HTTP_PROXY: known, http_proxy: known });
    assert.equal((await ask(targetAt(elsewhere(plain.url)))).choices[0]?.text, "hi");
  });

  it("that is not there is told as such", async (t) => {
    const [server, proxy] = await Promise.all([greeter(t), localProxy()]);
    await proxy.close();
    const { details } = await failureOf(ask(targetAt(elsewhere(server.url), { proxy: proxy.url })));
    assert.equal(details.kind, "connect");
  });
});

describe("loading undici", () => {
  it("leaves the process's own fetch to Node", async () => {
    const { Agent } = await loadUndici();
    const dispatcher: unknown = Reflect.get(globalThis, Symbol.for("undici.globalDispatcher.1"));
    assert.equal(dispatcher instanceof Agent, false);
  });
});
