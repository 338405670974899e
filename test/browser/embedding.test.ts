import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { FrameLocator, Locator } from "playwright-core";
import { hubModel } from "../support/embedding/hub-model.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { MODEL, type ModelHub, modelHub } from "../support/http/model-hub.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { openWindow, type VscodeWindow } from "../support/vscode/window.ts";

const QUESTION = "How do I reverse a linked list?";

/** Somebody with models of their own who is offered the embedding model; every step builds on the one before. */
describe("the embedding model in the editor", () => {
  let models: LocalServer;
  let hub: ModelHub;
  let folder: string;
  let vscode: VscodeWindow;
  let panel: FrameLocator;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-hub-"));
    hub = await modelHub(await hubModel(folder));
    models = await localServer(({ path: wanted, body }, response) => {
      if (wanted === "/v1/models") sendJson(response, 200, { object: "list", data: [{ id: "one" }] });
      else {
        const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
        streamAll(
          response,
          choices.map((index) => ({ index, content: "Turn every link round.", finish: "stop" })),
        );
      }
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: models.url, models: ["one", "two", "three"] };
    const settings = { "smcs.endpoints": [endpoint], "smcs.embedding.model": MODEL };
    vscode = await openWindow(settings, { HF_ENDPOINT: hub.url });
    panel = vscode.workbench.webview();
  });

  after(async () => {
    await vscode.close("embedding-last-state");
    await Promise.all([models.close(), hub.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (question: string): Promise<void> => {
    const box = panel.getByRole("textbox", { name: "Ask a coding question" });
    await box.fill(question);
    await box.press("Enter");
    await panel.getByRole("article").filter({ hasText: question }).getByText("Winner: candidate").first().waitFor();
  };
  const similarity = (): Locator => panel.getByText(/^Similarity: /);

  it("is offered after the first answer, which the built-in embedder gave; nothing was fetched unasked", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Focus on Chat View");
    await ask(QUESTION);
    await workbench.notification(`The embedding model ${MODEL}`);
    await similarity().waitFor();
    assert.match(
      await similarity().innerText(),
      /^Similarity: Built-in embedder\. The embedding model .* is not on this machine yet\.$/,
    );
    assert.deepEqual(hub.asked, []);
    await workbench.screenshot("embedding-1-offered");
  });

  it("is downloaded when that is agreed to, the bank moves to it, and it serves from then on", async () => {
    const { workbench } = vscode;
    await workbench.page.getByRole("button", { name: "Download", exact: true }).first().click();
    await similarity()
      .filter({ hasText: new RegExp(`^Similarity: ${MODEL}$`) })
      .waitFor();
    await workbench.screenshot("embedding-2-serving");
    assert.ok(hub.asked.some((file) => file.includes("model_quantized.onnx")));
    await ask("How do I merge two sorted lists?");
    await panel.getByText("Why these models").last().click();
    await workbench.screenshot("embedding-3-why");
  });

  it("is named in the question bank's view, and gone again when it is removed, while questions are answered", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Remove Downloaded Embedding Model");
    await workbench.notification(`${MODEL} was removed`);
    await similarity().filter({ hasText: "Built-in embedder" }).waitFor();
    await ask("How do I rotate an array?");
    await workbench.runCommand("SMCS: Focus on Question Bank View");
    await workbench.page.getByRole("treeitem", { name: /Similarity/ }).waitFor();
    await workbench.screenshot("embedding-4-removed");
  });
});
