import { registerHooks } from "node:module";
import type { CancellationToken, Uri, WebviewView, WebviewViewResolveContext } from "vscode";

/** The part of VS Code's API that the view needs for its page. */
const editor = `
  export const env = { language: "en", clipboard: {} };
  export const l10n = { get bundle() { return globalThis.translations; } };
  export const Uri = { joinPath: (base, ...names) => [base, ...names].join("/") };`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode"
      ? { url: `data:text/javascript,${encodeURIComponent(editor)}`, shortCircuit: true }
      : next(specifier, context),
});
const { ChatView } = await import("../../../src/host/chat-view.ts");

/** Returns the page that the extension shows, with its security policy; its files are expected at `<base>/dist`. */
export function chatPage(base: string, translations?: Readonly<Record<string, string>>): string {
  Object.assign(globalThis, { translations });
  const ignore = (): void => undefined;
  const webview = {
    html: "",
    options: {},
    cspSource: new URL(base).origin,
    asWebviewUri: String,
    onDidReceiveMessage: ignore,
  };
  const view = { webview, visible: true, onDidDispose: ignore, onDidChangeVisibility: ignore };
  const requests = {
    closed: () => undefined,
    prepare: ignore,
    snapshot: () => never("a snapshot"),
    handle: () => never("an answer"),
  };
  new ChatView(base as unknown as Uri, requests).resolveWebviewView(
    view as unknown as WebviewView,
    {} as WebviewViewResolveContext,
    {} as CancellationToken,
  );
  return webview.html;
}

function never(what: string): never {
  throw new Error(`Nobody asks for ${what} before the page is shown.`);
}
