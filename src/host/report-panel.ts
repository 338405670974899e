import { randomBytes } from "node:crypto";
import { ViewColumn, type WebviewPanel, window } from "vscode";
import type { PageAction, PageFrame } from "../report-page/index.ts";

/** Opens an empty page for a report, on which nothing runs: its buttons are these commands, and no others work. */
export function openReportPanel(id: string, title: string, actions: readonly PageAction[]): WebviewPanel {
  return window.createWebviewPanel(id, title, ViewColumn.Active, {
    enableScripts: false,
    enableCommandUris: actions.map(({ command }) => command),
    localResourceRoots: [],
    enableFindWidget: true,
  });
}

/** Returns what a page is made with: its buttons, and a new word of chance. */
export function pageFrame(actions: readonly PageAction[]): PageFrame {
  return { nonce: randomBytes(16).toString("base64url"), actions };
}
