import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { CancellationToken, Uri, WebviewView, WebviewViewResolveContext } from "vscode";
import "../../test/support/vscode/use-scripted-editor.ts";
import type { ToHost, ToPanel } from "../protocol/index.ts";

const { ChatView } = await import("./chat-view.ts");

/** Returns a view like VS Code's, and functions that make events happen in it. */
function scriptedView() {
  const sent: ToPanel[] = [];
  const listeners = new Map<string, (message?: unknown) => void>();
  const listen = (what: string) => (listener: (message?: unknown) => void) => listeners.set(what, listener);
  const webview = {
    html: "",
    options: {},
    cspSource: "here",
    asWebviewUri: String,
    onDidReceiveMessage: listen("message"),
    postMessage: (message: ToPanel) => sent.push(message),
  };
  const view = { webview, visible: true, onDidDispose: listen("dispose"), onDidChangeVisibility: listen("visibility") };
  return {
    view,
    sent,
    /** Resolves when the panel's message is handled. */
    say: async (message: ToHost): Promise<void> => {
      listeners.get("message")?.(message);
      await new Promise(setImmediate);
    },
    hide: (): void => {
      view.visible = false;
      listeners.get("visibility")?.();
    },
    dispose: () => listeners.get("dispose")?.(),
  };
}

describe("the view of the panel", () => {
  const status = { mode: "demo", description: "", problem: null } as const;
  const snapshot = { type: "snapshot", runs: [], status, attached: [] } as const;
  let chat: InstanceType<typeof ChatView>;
  let closed = 0;
  const resolved = () => {
    const scripted = scriptedView();
    const { view } = scripted;
    chat.resolveWebviewView(view as unknown as WebviewView, {} as WebviewViewResolveContext, {} as CancellationToken);
    return scripted;
  };
  beforeEach(() => {
    chat = new ChatView({ fsPath: "/smcs" } as Uri, {
      closed: () => {
        closed += 1;
      },
      prepare: () => undefined,
      snapshot: () => ({ ...snapshot, runs: [], attached: [] }),
      handle: () => Promise.reject(new Error("The chat cannot be read.")),
    });
  });

  it("lets nothing of an answer lead the page's links or forms elsewhere", () => {
    const { view } = resolved();
    assert.match(view.webview.html, /content="default-src 'none'; [^"]*; base-uri 'none'; form-action 'none'"/);
  });

  it("tells the panel what became of a request that failed", async () => {
    const { say, sent } = resolved();
    await say({ type: "ready" });
    await say({ type: "stop" });
    await say({ type: "copy", text: "x" });
    await say({ type: "open", url: "https://x.example/" });
    assert.deepEqual(sent, [
      snapshot,
      { type: "failure", message: "The chat cannot be read." },
      { type: "failure", message: "The editor refuses." },
      { type: "failure", message: "The editor refuses." },
    ]);
  });

  it("sends a panel that was hidden one snapshot, and what no snapshot says", async () => {
    const { say, sent, hide } = resolved();
    await say({ type: "ready" });
    hide();
    const missed: ToPanel[] = [
      { type: "attached", attached: [] },
      { type: "event", runId: "r", event: { type: "warning", message: "w" } },
      { type: "focus" },
    ];
    for (const message of missed) chat.post(message);
    await say({ type: "ready" });
    assert.deepEqual(sent, [snapshot, snapshot, { type: "focus" }]);
  });

  it("says when it closes, so that nobody works for a panel that is gone", async () => {
    const { say, hide, dispose } = resolved();
    await say({ type: "ready" });
    closed = 0;
    hide();
    assert.equal(closed, 1);
    dispose();
    assert.equal(closed, 2);
  });

  it("is shown once VS Code has brought it up", async () => {
    const coming = chat.isShown();
    resolved();
    assert.equal(await coming, true);
  });

  it("goes on when the one before it goes late", async () => {
    const before = resolved();
    await before.say({ type: "ready" });
    const { say, sent } = resolved();
    await say({ type: "ready" });
    before.hide();
    before.dispose();
    chat.post({ type: "failure", message: "No." });
    assert.deepEqual(sent, [snapshot, { type: "failure", message: "No." }]);
  });
});
