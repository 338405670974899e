import assert from "node:assert/strict";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { createKey } from "../../src/serve/index.ts";
import { cliHome } from "../support/cli/run-cli.ts";
import { until } from "../support/until.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { posted, type Serving, serving } from "./serving.ts";

const QUESTION = "How do I sort a list?";

/** Connects the official package's client to a server over HTTP. */
async function overHttp(t: TestContext, { origin }: Serving, key?: string): Promise<Client> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { requestInit: { headers } });
  await client.connect(transport);
  t.after(() => client.close());
  return client;
}

/** The result of a call: its text, and whether it failed. */
async function call(
  client: Client,
  name: string,
  given: object,
): Promise<{ text: string; failed: boolean; details: Record<string, unknown> }> {
  // prettier-ignore
  const result = await client.callTool({ name, arguments: given as Record<string, unknown> });
  const [content] = result.content as { text: string }[];
  return {
    text: content?.text ?? "",
    failed: result.isError === true,
    details: (result.structuredContent ?? {}) as Record<string, unknown>,
  };
}

describe("SMCS by the Model Context Protocol over HTTP", () => {
  it("lists its tools, answers with reasons and progress, and says before what it would ask", async (t) => {
    const server = await serving(t);
    const client = await overHttp(t, server);
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]),
      [
        ["ask", true],
        ["preview", true],
        ["select", true],
        ["teach", false],
      ],
    );
    assert.deepEqual(tools[0]?.inputSchema.required, ["question"]);
    const preview = await call(client, "preview", { question: QUESTION });
    assert.deepEqual(preview.details["models"], ["a", "b", "c"]);
    const select = await call(client, "select", { question: QUESTION });
    assert.equal((select.details["similarQuestions"] as unknown[]).length > 0, true);
    assert.equal(server.models.asked(), 0);
    const progress: string[] = [];
    const asked = await client.callTool({ name: "ask", arguments: { question: QUESTION } }, undefined, {
      onprogress: ({ message }) => progress.push(message ?? ""),
    });
    assert.equal((asked.content as { text: string }[])[0]?.text, "merged");
    assert.ok(progress.includes("3 models are chosen") && progress.includes("a answered"), progress.join("; "));
    const line = server.log.find(({ path: place }) => place === "ask");
    assert.deepEqual([line?.method, line?.model, line?.status, line?.problem], ["MCP", "smcs", 200, null]);
  });

  it("learns from an answer of the session, and from nothing else", async (t) => {
    const client = await overHttp(t, await serving(t, { reply: "Weave the reeds over and under each other." }));
    const { details } = await call(client, "ask", { question: "How do I weave a basket of code?" });
    const unknown = await call(client, "teach", { run: "another" });
    assert.match(unknown.text, /^There is no run "another" of this session/);
    assert.equal(unknown.failed, true);
    const taught = await call(client, "teach", { run: details["run"] });
    assert.match(taught.text, /^Added to the question bank as own\/[0-9a-f]{32}\.$/);
    assert.equal(taught.failed, false);
  });

  it("says what is wrong with arguments, and ends a run that the client cancels", async (t) => {
    const server = await serving(t);
    const client = await overHttp(t, server);
    for (const [given, expected] of [
      [{}, /^question: /],
      [{ question: "" }, /^question: /],
      [{ question: QUESTION, model: "gpt" }, /^There is no model "gpt"/],
      [{ question: QUESTION, unknown: 1 }, /^unknown: /],
      [{ question: QUESTION, context: [{ label: "a" }] }, /^context\.0\.text: /],
    ] as const) {
      const result = await call(client, "ask", given);
      assert.equal(result.failed, true);
      assert.match(result.text, expected);
    }
    assert.match((await call(client, "shell", {})).text, /^There is no tool "shell"/);
    assert.equal(server.models.asked(), 0);
    server.models.hold();
    const stop = new AbortController();
    const asking = client.callTool({ name: "ask", arguments: { question: QUESTION } }, undefined, {
      signal: stop.signal,
    });
    await until("models are asked", () => server.models.asked() > 0);
    stop.abort();
    await assert.rejects(asking);
    await until("the call is given up", () => server.log.some(({ problem }) => problem === "client gone"));
  });

  it("needs a key where requests do, teaches nothing with one, and keeps sessions apart", async (t) => {
    const server = await serving(t);
    const limits = { requestsPerMinute: null, usdPerDay: null, models: null };
    const ada = await createKey(server.folder, "ada", limits);
    const grace = await createKey(server.folder, "grace", { ...limits, models: ["smcs/economy"] });
    await assert.rejects(overHttp(t, server));
    const client = await overHttp(t, server, ada.key);
    assert.deepEqual(
      (await client.listTools()).tools.map(({ name }) => name),
      ["ask", "preview", "select"],
    );
    const other = await overHttp(t, server, grace.key);
    assert.match((await call(other, "ask", { question: QUESTION })).text, /^There is no model "smcs"/);
    const session = (client.transport as StreamableHTTPClientTransport).sessionId ?? "";
    const stolen = await server.send(
      "/mcp",
      posted(
        { jsonrpc: "2.0", id: 1, method: "tools/list" },
        {
          authorization: `Bearer ${grace.key}`,
          "mcp-session-id": session,
          accept: "application/json, text/event-stream",
        },
      ),
    );
    assert.equal(stolen.status, 404);
  });

  it("refuses web pages and names that are not this machine's", async (t) => {
    const { send } = await serving(t);
    const hello = posted(
      { jsonrpc: "2.0", id: 1, method: "initialize", params: {} },
      { origin: "https://evil.example" },
    );
    assert.equal((await send("/mcp", hello)).status, 403);
  });
});

describe("smcs mcp", () => {
  it("serves the official package's client on standard input and output, and ends with it", async (t) => {
    const { home } = await cliHome(t);
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [path.join(repositoryRoot, "dist/cli.mjs"), "mcp", "--demo", "--bank", path.join(home, "bank")],
      env: { ...(process.env as Record<string, string>), HOME: home },
      stderr: "pipe",
    });
    const client = new Client({ name: "test", version: "1" });
    await client.connect(transport);
    t.after(() => client.close());
    assert.equal((await client.listTools()).tools.length, 4);
    const { text, details, failed } = await call(client, "ask", {
      question: "How do I debounce a function in TypeScript?",
    });
    assert.equal(failed, false, text);
    assert.ok(text.length > 20);
    const taught = await call(client, "teach", { run: details["run"] });
    assert.match(taught.text, /^Simulated models answered/);
    const odd = await call(client, "ask", { question: "What is the airspeed of a swallow over Zanzibar?" });
    assert.equal(odd.failed, true);
    assert.match(odd.text, /^The demo models do not know this question/);
    const { pid } = transport;
    await client.close();
    await until("the program has ended", () => {
      try {
        process.kill(pid ?? 0, 0);
        return false;
      } catch {
        return true;
      }
    });
  });
});
