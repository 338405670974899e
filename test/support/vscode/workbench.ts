import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { FrameLocator, Locator, Page } from "playwright";
import { eventually, expect } from "../expect.ts";
import { repositoryRoot } from "./repository.ts";

/** Timeout of a step's effect, in milliseconds. */
const STEP_LIMIT = 30_000;
/** Timeout of one attempt at a step that is repeated after a failure, in milliseconds. */
const ATTEMPT_LIMIT = 5_000;
/** Timeout of a toast, in milliseconds. After that the list of notifications is opened. */
const TOAST_LIMIT = 2_000;

/** Timeout until VS Code has checked a path and closed its dialog, in milliseconds. */
const ACCEPT_LIMIT = 10_000;

/** Runs in the window: returns everything that VS Code has stored in this browser. */
const STORED = `(async () => {
  const result = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("vscode-web-state-db")) continue;
    const database = await result(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      texts.push(...(await result(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  return texts.join("\\n");
})()`;

/** A person's actions in a VS Code window, on a browser page. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(STEP_LIMIT);
  }

  /** Waits until the window is ready, for example after a reload, and until the extension has started in it. */
  async ready(withExtension = true): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
    if (withExtension) await this.status.waitFor();
  }

  /** The extension's item in the status bar; a screen reader reads its label. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="smcs.status"] a');
  }

  /** Reloads the window. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Waits until VS Code has stored a whole text. In a browser it stores the state of pages only every few seconds. */
  async hasStored(text: string): Promise<void> {
    // The stored text is JSON within JSON, so its quotes have backslashes.
    const stored = async (): Promise<string> => (await this.page.evaluate<string>(STORED)).replaceAll("\\", "");
    await expect.poll(stored, { timeout: STEP_LIMIT }).toContain(`"${text}"`);
  }

  /** Runs a command from the palette by its full title, such as `Notifications: Show Notifications`. */
  async runCommand(title: string): Promise<void> {
    const label = this.page.locator(".label-name").getByText(title, { exact: true });
    const row = this.quickInput.locator(".monaco-list-row").filter({ has: label }).first();
    await eventually(async () => {
      await this.page.keyboard.press("F1");
      try {
        await this.quickInputBox.fill(`>${title}`, { timeout: ATTEMPT_LIMIT });
        await row.click({ timeout: ATTEMPT_LIMIT });
      } catch (error) {
        // The palette shows the commands that existed when it was opened. SMCS may contribute its commands a little
        // later.
        await this.page.keyboard.press("Escape");
        throw error;
      }
    }, STEP_LIMIT);
  }

  /**
   * Runs a command that shows a list, and waits for a line of it. Like all lists of VS Code, the list closes when
   * something else takes the focus, such as a page that opens late. The command then runs again.
   */
  async showList(command: string, line: string): Promise<Locator> {
    const row = this.choices.filter({ hasText: line }).first();
    await eventually(async () => {
      await this.runCommand(command);
      await row.waitFor({ timeout: ATTEMPT_LIMIT });
    }, STEP_LIMIT);
    return row;
  }

  /** Waits until the quick input asks for something that contains `text`. */
  async quickInputAsks(text: string): Promise<void> {
    await this.asking(text).first().waitFor();
  }

  /**
   * Answers a question of the quick input: types the answer, or keeps the present one, and accepts it. Waits for the
   * question before, and for its end after, because a key in between would go to another question.
   *
   * @param text part of the question that differs from the previous question
   */
  async answerQuickInput(text: string, answer?: string): Promise<void> {
    await this.quickInputAsks(text);
    if (answer !== undefined) await this.quickInputBox.fill(answer);
    await this.quickInputBox.press("Enter");
    await expect(this.asking(text)).toHaveCount(0);
  }

  /** The lines of the quick input. */
  get choices(): Locator {
    return this.quickInput.locator(".monaco-list-row");
  }

  /**
   * Answers VS Code's own file dialog, which opens with a path in it and replaces the list that it was opened from.
   * Until the dialog has listed the typed path's folder, Enter may use the old path. The dialog lists a folder only on
   * entering it, so this first enters a marker folder inside that folder and then returns; the marker in the list shows
   * that the folder is listed. While another line is marked, Enter uses that line.
   */
  async fillFileDialog(file: string): Promise<void> {
    const box = this.quickInputBox;
    await expect(box, "a dialog that asks for a path").toHaveValue(/^\//);
    const marked = this.choices.and(this.page.locator(".focused")).locator(".label-name");
    const values = () => this.page.locator(".quick-input-widget:visible input[type=text]").evaluateAll(valuesOf);
    const folder = path.dirname(file);
    const marker = await mkdtemp(path.join(folder, "listed-"));
    const enter = (entered: string): Promise<void> => box.fill(`${entered}/`, { timeout: ATTEMPT_LIMIT });
    try {
      await eventually(async () => {
        await enter(marker);
        await expect(this.choices, "only the way up").toHaveCount(1, { timeout: ATTEMPT_LIMIT });
        await enter(folder);
        await this.choices.filter({ hasText: path.basename(marker) }).waitFor({ timeout: ATTEMPT_LIMIT });
        await box.fill(file, { timeout: ATTEMPT_LIMIT });
        const others = marked.filter({ hasNotText: path.basename(file) });
        await expect(others).toHaveCount(0, { timeout: ATTEMPT_LIMIT });
        await box.press("Enter", { timeout: ATTEMPT_LIMIT });
        await expect.poll(values, { timeout: ACCEPT_LIMIT, message: "the dialog closes" }).not.toContain(file);
      }, STEP_LIMIT);
    } finally {
      await rm(marker, { recursive: true });
    }
  }

  /** Waits for the notification that contains `text`, as a toast or under the bell. */
  async notification(text: string | RegExp, limit = STEP_LIMIT): Promise<void> {
    await this.withNotification(text, limit, (found) => found.waitFor({ timeout: TOAST_LIMIT }));
  }

  /** Presses a button of the notification that contains `text`. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.withNotification(text, STEP_LIMIT, (found) =>
      found.getByRole("button", { name: button, exact: true }).click({ timeout: TOAST_LIMIT }),
    );
  }

  private async withNotification(text: string | RegExp, limit: number, use: (found: Locator) => Promise<void>) {
    const notification = this.page.locator(".notification-list-item:visible").filter({ hasText: text }).first();
    await eventually(async () => {
      try {
        await use(notification);
      } catch (error) {
        // Toasts disappear after some seconds, and the smoke test driver shows none.
        await this.runCommand("Notifications: Show Notifications");
        throw error;
      }
    }, limit);
  }

  /** Removes all notifications, so that the next one is new. */
  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
    await expect(this.page.locator(".notification-list-item:visible")).toHaveCount(0);
  }

  /** Returns the document of SMCS's view in the side bar, which is in a frame of a frame. */
  webview(): FrameLocator {
    return inner(this.frames('[src*="purpose=webviewView"]'));
  }

  /**
   * Returns the document of SMCS's page in the editor: the last frame, because a view that was hidden meanwhile has no
   * purpose in its address.
   */
  report(): FrameLocator {
    return inner(this.frames(':not([src*="purpose=webviewView"])').last());
  }

  /** Saves a picture of the window, or of a part of it, as `test-results/<name>.png` and resolves with its path. */
  async screenshot(name: string, part: Page | Locator = this.page): Promise<string> {
    const file = path.join(repositoryRoot, "test-results", `${name}.png`);
    // Shows animations in their final state.
    await part.screenshot({ path: file, animations: "disabled" });
    return file;
  }

  private frames(which: string): Locator {
    return this.page.locator(`iframe.webview.ready[src*="extensionId=smcs.smcs"]${which}:visible`);
  }

  /** Returns the title, prompt or placeholder of the quick input that contains the text. */
  private asking(text: string): Locator {
    const said = this.quickInput.locator(".quick-input-titlebar, .quick-input-message").getByText(text);
    return said.or(this.quickInput.getByPlaceholder(text));
  }

  private get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  private get quickInputBox(): Locator {
    return this.quickInput.locator("input[type=text], input[type=password]").first();
  }
}

/** Runs in the page; these tests do not have the page's types. */
function valuesOf(inputs: readonly unknown[]): string[] {
  return inputs.map((input) => (input as { readonly value: string }).value);
}

/** Returns the content of VS Code's frame of a page. */
function inner(frame: Locator): FrameLocator {
  return frame.contentFrame().frameLocator("iframe#active-frame");
}
