import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, it } from "node:test";
import { until } from "../../test/support/until.ts";
import { demoModels } from "./profiles.ts";
import { startDemoServer } from "./server.ts";
import { post, withServer } from "../../test/support/demo/conversation.ts";

const json = (response: Response): Promise<Record<string, unknown>> =>
  response.json() as Promise<Record<string, unknown>>;

describe("the demo server", () => {
  it("lists the fifteen models of the paper's pool as simulated", () =>
    withServer(async ({ url }) => {
      const { data } = await json(await fetch(`${url}/v1/models`));
      const models = data as { id: string; owned_by: string }[];
      assert.equal(models.length, 15);
      assert.deepEqual(
        models.map(({ id }) => id),
        demoModels,
      );
      assert.ok(models.every(({ owned_by }) => owned_by === "simulated"));
    }));

  it("reports its health", () =>
    withServer(async ({ url }) => {
      assert.deepEqual(await json(await fetch(`${url}/health`)), { status: "ok", simulated: true, generating: 0 });
    }));

  it("listens on the loopback interface only", async () =>
    withServer(async ({ url, port }) => {
      assert.equal(url, `http://127.0.0.1:${port}`);
      const outside = Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ internal, family }) => !internal && family === "IPv4");
      for (const { address } of outside) assert.equal(await canConnect(address, port), false, address);
    }));

  it("refuses a Host header that is not this machine's", () =>
    withServer(async ({ port }) => {
      for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example", "localhost.evil.example"]) {
        assert.equal(await statusWithHost(port, host), 403, host);
      }
      for (const host of ["localhost", `LOCALHOST:${port}`, "127.0.0.1", `[::1]:${port}`]) {
        assert.equal(await statusWithHost(port, host), 200, host);
      }
    }));

  it("turns away what it cannot answer, in OpenAI's form", () =>
    withServer(async (server) => {
      const chat = `${server.url}/v1/chat/completions`;
      const cases: [number, Promise<Response>][] = [
        [404, post(server, { model: "gpt-4.1" })],
        [400, fetch(chat, { method: "POST", body: '{"model":' })],
        [400, fetch(chat, { method: "POST", body: "" })],
        [400, post(server, { messages: [] })],
        [400, post(server, { messages: "hello" })],
        [400, post(server, { n: 0 })],
        [400, post(server, { n: 17 })],
        [400, post(server, { max_tokens: 0 })],
        [400, post(server, { stream_options: { include_usage: true } })],
        [413, post(server, { padding: "x".repeat(5 * 1024 * 1024) })],
        [404, fetch(`${server.url}/v1/embeddings`, { method: "POST", body: "{}" })],
        [404, fetch(`${server.url}/`)],
        [405, fetch(chat)],
        [405, fetch(`${server.url}/v1/models`, { method: "POST", body: "x" })],
      ];
      for (const [status, pending] of cases) {
        const response = await pending;
        const { error } = (await json(response)) as { error: { message: string; type: string } };
        assert.equal(response.status, status, error.message);
        assert.ok(error.message.length > 10);
        assert.equal(error.type, "invalid_request_error");
      }
    }));

  it("says which field of a request is wrong", () =>
    withServer(async (server) => {
      const { error } = (await json(await post(server, { messages: [{ content: "no role" }] }))) as {
        error: { param: string };
      };
      assert.equal(error.param, "messages.0.role");
    }));

  it("stops generating when the client disconnects, streaming or not", () =>
    withServer(
      async (server) => {
        const generating = async (): Promise<unknown> =>
          (await json(await fetch(`${server.url}/health`)))["generating"];
        for (const stream of [true, false]) {
          const client = new AbortController();
          const reply = post(server, { stream }, client.signal).then((response) => response.text());
          await until("it generates", async () => (await generating()) === 1);
          client.abort();
          await assert.rejects(reply, { name: "AbortError" });
          await until("it has stopped", async () => (await generating()) === 0);
        }
      },
      { instant: false },
    ));

  it("survives a client that leaves in the middle of its request", () =>
    withServer(async ({ url, port }) => {
      const socket = connect({ host: "127.0.0.1", port });
      await once(socket, "connect");
      socket.write("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
      // By the time the server answers this, it has read everything before.
      await fetch(`${url}/health`);
      socket.destroy();
      assert.equal((await fetch(`${url}/health`)).status, 200);
    }));

  it("ends open streams when it closes, in a way that does not look like a finished reply", () =>
    withServer(
      async (server) => {
        const response = await post(server, { stream: true });
        const text = response.text();
        const closings = [server.close(), server.close()];
        await assert.rejects(text);
        await Promise.all(closings);
        await assert.rejects(fetch(`${server.url}/health`));
      },
      { instant: false },
    ));

  it("closes when its signal aborts and does not start with an aborted one", async () => {
    const controller = new AbortController();
    const server = await startDemoServer({ questions: [], instant: true, signal: controller.signal });
    controller.abort();
    await server.close();
    await assert.rejects(fetch(`${server.url}/health`));
    await assert.rejects(startDemoServer({ questions: [], instant: true, signal: controller.signal }));
  });

  it("says which port is taken", () =>
    withServer(async ({ port }) => {
      await assert.rejects(startDemoServer({ questions: [], instant: true, port }), new RegExp(`127.0.0.1:${port}`));
    }));
});

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const settle = (connected: boolean) => (): void => {
      socket.destroy();
      resolve(connected);
    };
    socket.once("connect", settle(true)).once("error", settle(false)).once("timeout", settle(false));
  });
}

/** Returns the status for a Host header, which fetch does not allow to be set. */
function statusWithHost(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: "/health", headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once("error", reject)
      .end();
  });
}
