import { randomBytes } from "node:crypto";
import {
  type CancellationToken,
  type Disposable,
  env,
  l10n,
  Uri,
  type Webview,
  type WebviewView,
  type WebviewViewProvider,
  type WebviewViewResolveContext,
} from "vscode";
import { messageOf } from "../core/errors.ts";
import { jsonInPage } from "./json-in-page.ts";
import { PanelFeed } from "./panel-feed.ts";
import { parseToHost, type ToHost, type ToPanel } from "../protocol/index.ts";

/** Handles the panel's messages; the view itself only carries them. */
export interface PanelRequests {
  /** Called when the panel is about to be shown. */
  prepare(): void;
  /** Called when the panel is no longer shown. */
  closed(): void;
  /** Returns everything that the panel shows. */
  snapshot(): Extract<ToPanel, { type: "snapshot" }>;
  handle(message: Exclude<ToHost, { type: "ready" | "copy" | "open" }>): Promise<void>;
}

/** Timeout for VS Code to show the panel, and the interval between checks. */
const SHOWN_WITHIN_MS = 10_000;
const LOOK_MS = 20;

/** The chat panel in the secondary side bar. */
export class ChatView implements WebviewViewProvider, Disposable {
  static readonly id = "smcs.chat";
  private readonly extensionUri: Uri;
  private readonly requests: PanelRequests;
  private view: WebviewView | null = null;
  private ready = false;
  private pending: ToPanel[] = [];
  private readonly feed = new PanelFeed((events) => {
    this.send({ type: "events", events: [...events] });
  });

  constructor(extensionUri: Uri, requests: PanelRequests) {
    this.extensionUri = extensionUri;
    this.requests = requests;
  }

  resolveWebviewView(view: WebviewView, _: WebviewViewResolveContext, __: CancellationToken): void {
    this.view = view;
    this.ready = false;
    this.requests.prepare();
    const dist = Uri.joinPath(this.extensionUri, "dist");
    view.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    view.webview.onDidReceiveMessage((message: unknown) => {
      this.receive(message).catch((error: unknown) => {
        this.post({ type: "failure", message: messageOf(error) });
      });
    });
    // A hidden page is destroyed; when it is shown again, it starts again and asks for a snapshot.
    view.onDidChangeVisibility(() => {
      if (!view.visible && this.view === view) this.leave();
    });
    view.onDidDispose(() => {
      // A moved page may be disposed after the next one has been created.
      if (this.view === view) this.dispose();
    });
    view.webview.html = page(view.webview, dist);
  }

  /** Sends a message to the panel; a hidden panel gets everything in its next snapshot. */
  post(message: ToPanel): void {
    if (!this.ready) {
      if (HAS_TO_BE_TOLD.includes(message.type)) this.pending.push(message);
    } else if (message.type === "event") this.feed.add(message);
    else {
      if (message.type === "snapshot") this.feed.clear();
      else this.feed.flush();
      this.send(message);
    }
  }

  /** Resolves to whether the panel is visible; waits for a panel that is about to appear. */
  async isShown(): Promise<boolean> {
    const limit = performance.now() + SHOWN_WITHIN_MS;
    while (this.view?.visible !== true && performance.now() < limit)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    return this.view?.visible === true;
  }

  /** Sends the whole state again. */
  refresh(): void {
    this.post(this.requests.snapshot());
  }

  dispose(): void {
    this.view = null;
    this.leave();
  }

  private leave(): void {
    this.ready = false;
    this.feed.clear();
    this.requests.closed();
  }

  private send(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }

  private async receive(raw: unknown): Promise<void> {
    const message = parseToHost(raw);
    if (message === null) return;
    if (message.type === "ready") {
      this.ready = true;
      for (const waiting of [this.requests.snapshot(), ...this.pending.splice(0)]) this.post(waiting);
    } else if (message.type === "copy") {
      await env.clipboard.writeText(message.text);
    } else if (message.type === "open") {
      await env.openExternal(Uri.parse(message.url, true));
    } else {
      await this.requests.handle(message);
    }
  }
}

/** Messages that no snapshot contains. */
const HAS_TO_BE_TOLD: readonly ToPanel["type"][] = [
  "focus",
  "failure",
  "not-asked",
  "preview-draft",
  "show-run",
  "take-back",
];

/** Returns the page around the panel's script: nothing but our own two files may run or style it. */
function page(webview: Webview, dist: Uri): string {
  const nonce = randomBytes(16).toString("base64url");
  const script = webview.asWebviewUri(Uri.joinPath(dist, "panel.js")).toString();
  const style = webview.asWebviewUri(Uri.joinPath(dist, "panel.css")).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${env.language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>SMCS</title>
  </head>
  <body>
    <script type="application/json" nonce="${nonce}" id="translations">${jsonInPage(l10n.bundle ?? {})}</script>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
