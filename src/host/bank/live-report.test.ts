import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { WebviewPanel } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { EventEmitter } = await import("vscode");
const { LiveReport } = await import("./live-report.ts");

/** Returns a panel and a bank that a test changes by hand. */
function opened(t: TestContext) {
  const [viewState, disposed, changed] = [new EventEmitter<void>(), new EventEmitter<void>(), new EventEmitter<void>()];
  const state = { version: "1", made: 0, warned: [] as string[], fails: false };
  const panel = {
    visible: true,
    webview: { html: "first" },
    onDidChangeViewState: viewState.event,
    onDidDispose: disposed.event,
  };
  const source = {
    bank: { version: () => Promise.resolve(state.version), onDidChange: changed.event },
    make: () => {
      state.made += 1;
      return state.fails ? Promise.reject(new Error("gone")) : Promise.resolve(`page of ${state.version}`);
    },
    log: { warn: (text: string) => void state.warned.push(text) },
  };
  const report = new LiveReport(panel as unknown as WebviewPanel, source, "1");
  t.after(() => {
    disposed.fire();
  });
  return { report, panel, state, disposed };
}

describe("the report of the bank", () => {
  it("is made anew when the bank has changed, and only then", async (t) => {
    const { report, panel, state } = opened(t);
    await report.look();
    assert.deepEqual([panel.webview.html, state.made], ["first", 0]);
    state.version = "2";
    await report.look();
    assert.equal(panel.webview.html, "page of 2");
  });

  it("rests while nobody sees it, and looks again when it is seen", async (t) => {
    const { report, panel, state } = opened(t);
    [panel.visible, state.version] = [false, "2"];
    await report.look();
    assert.equal(state.made, 0);
    panel.visible = true;
    await report.look();
    assert.equal(panel.webview.html, "page of 2");
  });

  it("stays as it is when the bank cannot be read, and says so in the log", async (t) => {
    const { report, panel, state } = opened(t);
    [state.version, state.fails] = ["2", true];
    await report.look();
    assert.equal(panel.webview.html, "first");
    assert.match(state.warned.join(), /not made anew: gone/);
  });

  it("changes nothing once it is closed", async (t) => {
    const { report, panel, state, disposed } = opened(t);
    state.version = "2";
    disposed.fire();
    await report.look();
    assert.equal(panel.webview.html, "first");
  });
});
