import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import type { ExtensionApi } from "../../src/host/index.ts";
import { localServer } from "../support/http/local-server.ts";
import { connections } from "../support/vscode/connection-watch/connections.ts";
import { configure, stays, until } from "../support/vscode/in-host.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
/**
 * How long no connection may be opened after the start: a user who opens a folder and reads has not requested anything.
 */
const QUIET_MS = 3000;
const extension = extensions.getExtension<ExtensionApi>("smcs.smcs");

describe("the extension", () => {
  it("runs in every window before it is used, for less than 30 ms and without a connection", async () => {
    assert.ok(extension, "smcs.smcs is not installed");
    await until("something activates it", () => extension.isActive);
    const { activationMs, activationCpuMs } = extension.exports;
    const took = `activate() took ${activationMs.toFixed(1)} ms, ${activationCpuMs.toFixed(1)} ms of the processor`;
    console.log(took);
    // Other programs may delay the start, and other threads may add processor time, but not both.
    assert.ok(Math.min(activationMs, activationCpuMs) < 30, took);
    const server = await localServer((_, response) => void response.end());
    await fetch(server.url);
    await server.close();
    // Our own connection is noticed, and it remains the only one, whatever a timer would open.
    await stays(() => {
      assert.deepEqual(connections(), ["127.0.0.1"]);
    }, QUIET_MS);
  });

  it("has every command that its manifest promises", async () => {
    const { contributes } = extension!.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await commands.getCommands(true));
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  it("answers a question with the demo models", async () => {
    await commands.executeCommand("smcs.useDemoModels");
    const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
    assert.equal(run.outcome, "done");
    assert.equal(run.simulated, true);
    assert.match(run.candidates[run.winner ?? -1]?.text ?? "", /```typescript/);
  });

  it("goes on with the conversation in a follow-up question", async () => {
    const run = await commands.executeCommand<RunRecord>("smcs.ask", "How does recursion work?");
    assert.deepEqual(
      run.asked.conversation.map(({ role }) => role),
      ["user", "assistant"],
    );
    assert.equal(run.asked.conversation[0]?.content, QUESTION);
    await commands.executeCommand("smcs.newChat");
    const fresh = await commands.executeCommand<RunRecord>("smcs.ask", "How do I write a binary search?");
    assert.deepEqual(fresh.asked.conversation, []);
  });

  it("takes a question that is asked while a new chat begins into the new chat", async () => {
    const beginning = commands.executeCommand("smcs.newChat");
    const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
    await beginning;
    assert.deepEqual(run.asked.conversation, []);
    const next = await commands.executeCommand<RunRecord>("smcs.ask", "How does recursion work?");
    assert.equal(next.asked.conversation[0]?.content, QUESTION);
  });

  it("answers a question that comes while another is answered after that one, which it follows", async () => {
    await commands.executeCommand("smcs.newChat");
    const both = [QUESTION, "How does recursion work?"].map((text) =>
      commands.executeCommand<RunRecord>("smcs.ask", text),
    );
    const [first, second] = await Promise.all(both);
    assert.deepEqual([first?.outcome, second?.outcome], ["done", "done"]);
    assert.equal(second?.asked.conversation[0]?.content, first?.question);
  });

  it("stops a run when told to, and does not ask what waits for it", async () => {
    const silent = await localServer(() => undefined);
    const endpoint = { name: "mine", kind: "openai", baseUrl: silent.url, models: ["alpha", "beta"] };
    await configure("endpoints", [endpoint]);
    try {
      const running = commands.executeCommand<RunRecord>("smcs.ask", "How do I stop this?");
      const waiting = commands.executeCommand("smcs.ask", "And then?");
      await until("a model is asked", () => silent.seen.length > 0);
      await commands.executeCommand("smcs.stop");
      assert.equal((await running).outcome, "aborted");
      assert.equal(await waiting, undefined);
    } finally {
      await configure("endpoints", undefined);
      await silent.close();
      await commands.executeCommand("smcs.useDemoModels");
    }
  });

  it("survives a bad setting: the question is not asked, and works again once it is mended", async () => {
    await configure("tolerance", 2);
    assert.equal(await commands.executeCommand("smcs.ask", QUESTION), undefined);
    await configure("tolerance", undefined);
    const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
    assert.equal(run.outcome, "done");
  });
});
