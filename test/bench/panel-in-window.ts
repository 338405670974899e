import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Locator } from "playwright";
import { expect } from "../support/expect.ts";
import { endBrowser } from "../support/vscode/browser.ts";
import { copyExtension } from "../support/vscode/copy-extension.ts";
import { dragTo } from "../support/vscode/drag.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { VscodeWindow } from "../support/vscode/vscode-window.ts";
import { modelNames, startWindowModels, type WindowModels } from "./window-models.ts";

/** Below the repository: the editor loads nothing from elsewhere. */
const EXTENSION = path.join(repositoryRoot, "out/bench/panel-extension");
const BANK_QUESTIONS = 40;

/** The panel in a VS Code window, with models to ask. */
export interface PanelInWindow {
  readonly vscode: VscodeWindow;
  readonly panel: PanelSteps;
  readonly models: WindowModels;
  /** Runs a script in the panel's document and returns its value. */
  readonly run: <Result>(script: string) => Promise<Result>;
  /** Begins an empty chat. */
  readonly newChat: () => Promise<void>;
  /** Sets the panel to this width in pixels, in a window of this size. */
  readonly resize: (panelWidth: number, window: { readonly width: number; readonly height: number }) => Promise<void>;
}

/**
 * Opens VS Code in a browser, with the panel beside the editor, and closes it after `use`.
 *
 * @param own settings beside those of models and bank
 */
export async function withPanelInWindow<Result>(
  use: (opened: PanelInWindow) => Promise<Result>,
  own: Readonly<Record<string, unknown>> = {},
): Promise<Result> {
  exitOnSignals();
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-panel-bench-"));
  const models = await startWindowModels();
  const vscode = new VscodeWindow();
  try {
    const bank = path.join(folder, "bank");
    await makeBank(folder, bank);
    await copyExtension(EXTENSION);
    const settings = { "smcs.endpoints": models.endpoints, "smcs.bank.location": bank, ...own };
    await vscode.open({ extensions: [EXTENSION], settings });
    const panel = new PanelSteps(vscode, true);
    await panel.show();
    return await use({
      vscode,
      panel,
      models,
      run: (script) => panel.frame.locator("body").evaluate(script),
      newChat: async () => {
        await panel.button("New Chat").click();
        await expect(panel.frame.getByRole("article")).toHaveCount(0);
      },
      resize: (width, window) => resize(vscode, panel, width, window),
    });
  } finally {
    await vscode.close();
    await endBrowser();
    await models.close();
    for (const made of [EXTENSION, folder]) await rm(made, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Drags the panel's edge until the panel has the width, part of which is the editor's frame. */
async function resize(
  vscode: VscodeWindow,
  panel: PanelSteps,
  wanted: number,
  window: { readonly width: number; readonly height: number },
): Promise<void> {
  await vscode.page.setViewportSize(window);
  const bar: Locator = vscode.page.locator(".part.auxiliarybar");
  const widthNow = (): Promise<number> => panel.frame.locator("body").evaluate("innerWidth");
  await expect(async () => {
    const missing = wanted - (await widthNow());
    const middle = window.height / 2;
    if (missing !== 0) {
      const { x = 0 } = (await bar.boundingBox()) ?? {};
      await dragTo(bar, { x: -2, y: middle }, { x: x - 2 - missing, y: middle });
    }
    await expect.poll(widthNow, { timeout: 1_000 }).toBe(wanted);
  }).toPass({ timeout: 30_000 });
  // Away from the border, which is highlighted under the pointer.
  await vscode.page.mouse.move(5, window.height / 2);
}

/** Makes a bank in which a model's accuracy follows from its place among the names. */
async function makeBank(folder: string, bank: string): Promise<void> {
  const file = path.join(folder, "questions.jsonl");
  const lines = Array.from({ length: BANK_QUESTIONS }, (_, row) =>
    JSON.stringify({
      id: `bench/${row}`,
      source: "bench",
      domain: "coding",
      question: `How do I call a function number ${row} later in TypeScript?`,
      task: { kind: "open" },
      capability: Object.fromEntries(modelNames.map((model, rank) => [model, row % (rank + 1) === 0 ? 1 : 0])),
    }),
  );
  await writeFile(file, lines.join("\n"));
  const program = path.join(repositoryRoot, "dist/cli.mjs");
  const args = ["bank", "import", file, "--format", "smcs-jsonl", "--bank", bank];
  await promisify(execFile)(process.execPath, [program, ...args]);
}
