import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LogOutputChannel } from "vscode";
import "../../test/support/vscode/use-scripted-editor.ts";
import type { ToPanel } from "../protocol/index.ts";
import type { ChatSession } from "./chat-session.ts";
import type { ModelSource } from "./model-source.ts";

const { OwnChecks } = await import("./own-checks.ts");

/** Returns checks of a session, and what the panel is told. */
function checksOf(checkOwn: (runId: string, text: string, signal: AbortSignal) => Promise<unknown>) {
  const posted: ToPanel[] = [];
  const session = {
    checkOwn: (runId: string, text: string, _: unknown, signal: AbortSignal) => checkOwn(runId, text, signal),
  };
  const checks = new OwnChecks({
    session: () => Promise.resolve(session as unknown as ChatSession),
    source: { checkingFolders: { dist: "", snapshots: "" } } as ModelSource,
    log: {} as LogOutputChannel,
    post: (message) => posted.push(message),
  });
  return { checks, posted };
}

describe("checks of answers on the reader's own examples", () => {
  const message = { type: "check-own", runId: "r", text: "double(2) == 4" } as const;

  it("tell the panel that they are done, or why they are not", async () => {
    const done = checksOf(() => Promise.resolve());
    await done.checks.handle(message);
    assert.deepEqual(done.posted, [{ type: "own-checked", runId: "r", failure: null }]);
    const failed = checksOf((_, text) => Promise.reject(new Error(`No example: ${text}`)));
    await failed.checks.handle(message);
    assert.deepEqual(failed.posted, [{ type: "own-checked", runId: "r", failure: "No example: double(2) == 4" }]);
  });

  it("end when the panel closes or the caller stops them, and can begin again", async () => {
    const signals: AbortSignal[] = [];
    const { checks } = checksOf((_, __, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new Error("stopped"));
        });
      });
    });
    const ofPanel = checks.handle({ type: "check-own", runId: "r", text: "x" });
    const caller = new AbortController();
    const ofCommand = assert.rejects(checks.check("r", "x", caller.signal), /stopped/);
    while (signals.length < 2) await new Promise(setImmediate);
    checks.stop();
    await ofPanel;
    assert.equal(signals.filter(({ aborted }) => aborted).length, 1, "the panel's alone");
    caller.abort();
    await ofCommand;
    const last = assert.rejects(checks.check("r", "x", new AbortController().signal), /stopped/);
    while (signals.length < 3) await new Promise(setImmediate);
    checks.dispose();
    await last;
  });
});
