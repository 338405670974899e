import { randomBytes } from "node:crypto";
import { ViewColumn, type WebviewPanel, window } from "vscode";
import type { PageAction, PageFrame } from "../report-page/index.ts";

/** Opens an empty page for a report without scripts: its buttons can run these commands only. */
export function openReportPanel(id: string, title: string, actions: readonly PageAction[]): WebviewPanel {
  return window.createWebviewPanel(id, title, ViewColumn.Active, {
    enableScripts: false,
    enableCommandUris: actions.map(({ command }) => command),
    localResourceRoots: [],
    enableFindWidget: true,
  });
}

/** Returns the frame of a page: its buttons and a new nonce. */
export function pageFrame(actions: readonly PageAction[]): PageFrame {
  return { nonce: randomBytes(16).toString("base64url"), actions };
}
