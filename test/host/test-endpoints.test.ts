import assert from "node:assert/strict";
import { commands, window, workspace } from "vscode";
import type { EndpointReport } from "../../src/probe/testing/index.ts";
import { localServer } from "../support/http/local-server.ts";
import { sendError, sendJson, streamAll } from "../support/http/sse.ts";
import { configure, until } from "../support/vscode/in-host.ts";

describe("SMCS: Test Endpoints", () => {
  after(async () => {
    await configure("endpoints", undefined);
  });

  it("shows what each model can do, and leaves the settings as they are", async () => {
    const server = await localServer(({ path, body }, response) => {
      if (path === "/v1/models") sendJson(response, 200, { data: [{ id: "alpha", max_model_len: 4096 }] });
      else if (path !== "/v1/chat/completions") sendError(response, 404, "no such path");
      else if (body?.["logprobs"] === true) sendError(response, 400, "logprobs is not supported");
      else streamAll(response, [{ content: "one" }, { content: " two", finish: "stop" }]);
    });
    const endpoints = [
      { name: "mine", kind: "vllm", baseUrl: `${server.url}/v1`, models: ["alpha"] },
      { name: "dead", kind: "vllm", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] },
    ];
    await configure("endpoints", endpoints);
    const reports = await commands.executeCommand<readonly EndpointReport[]>("smcs.testEndpoints");
    await server.close();
    assert.deepEqual(
      reports.map(({ name, models }) => [name, models.map(({ outcome, logprobs }) => [outcome, logprobs])]),
      [
        ["mine", [["partly", "refused"]]],
        ["dead", [["fails", null]]],
      ],
    );
    await until("the cards open", () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === "SMCS endpoints")),
    );
    assert.deepEqual(workspace.getConfiguration("smcs").get("endpoints"), endpoints);
  });
});
