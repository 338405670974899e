import type { RunEvent } from "../../../src/core/record/index.ts";
import type { ToHost } from "../../../src/protocol/index.ts";

/** The part of the panel's window that tests use; tests are checked without the browser's types. */
export interface PanelWindow {
  /** The panel's messages. */
  readonly sent: readonly ToHost[];
  /** Set by untrusted text that managed to run code. */
  readonly pwned?: unknown;
  /** Resolves when all messages so far have arrived and two frames were drawn. */
  drawn(): Promise<void>;
  /** Posts events of the run `run`, a few at a time, as a fast model does. */
  stream(events: readonly RunEvent[]): Promise<void>;
  readonly document: { readonly activeElement: { readonly tagName: string } | null };
  postMessage(message: unknown, origin: string): void;
}

/**
 * Runs in the page before its own script: VS Code's API for webviews, whose state belongs to the address and outlives a
 * reload.
 */
export const windowScript = `
  window.sent = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.sent.push(message),
    getState: () => JSON.parse(sessionStorage.getItem(location.href) ?? "null") ?? undefined,
    setState: (state) => sessionStorage.setItem(location.href, JSON.stringify(state)),
  });
  window.drawn = () => new Promise((resolve) => {
    // A message of its own comes after all that were posted before; the panel takes it for junk.
    addEventListener("message", function last({ data }) {
      if (data !== "drawn?") return;
      removeEventListener("message", last);
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
    window.postMessage("drawn?", "*");
  });
  window.stream = async (events) => {
    for (const [index, event] of events.entries()) {
      window.postMessage({ type: "event", runId: "run", event }, "*");
      if (index % 30 === 29) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };`;
