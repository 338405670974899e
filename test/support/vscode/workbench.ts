import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { FrameLocator, Locator, Page } from "playwright";
import { eventually, expect } from "../expect.ts";
import { repositoryRoot } from "./repository.ts";

/** How long a step waits for its effect, in milliseconds. */
const STEP_LIMIT = 30_000;
/** How long one attempt at it may take, for steps that have to be begun anew when they fail. */
const ATTEMPT_LIMIT = 5_000;
/** How long a toast may take to appear before the list of notifications is opened. */
const TOAST_LIMIT = 2_000;

/** How long VS Code may take to look at a path before its dialog closes. */
const ACCEPT_LIMIT = 10_000;

/** Runs in the window: everything that VS Code has stored in this browser. */
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

/** What a person does in a VS Code window, on a browser page. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(STEP_LIMIT);
  }

  /** Waits for the window, for instance after a reload, and for the extension to have started in it. */
  async ready(withExtension = true): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
    if (withExtension) await this.status.waitFor();
  }

  /** The extension's item in the status bar; a screen reader reads its label. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="smcs.status"] a');
  }

  /** Loads the window anew. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Waits until VS Code has stored a whole text: in a browser it writes what pages save every few seconds only. */
  async hasStored(text: string): Promise<void> {
    // What is stored is JSON within JSON: its quotes have backslashes before them.
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
        // The palette knows the commands of the moment it was opened; ours may be contributed a little later.
        await this.page.keyboard.press("Escape");
        throw error;
      }
    }, STEP_LIMIT);
  }

  /**
   * Runs a command that shows a list, and waits for a line of it. As all lists of VS Code it closes when anything else takes
   * the keys, a page that opens late for one: then it is opened again, as a person does.
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
   * Answers what the quick input asks for: types the answer, or takes what is there already, and accepts it. It waits
   * until that is asked before and is not asked any more afterwards, since a key in between would go to another question.
   *
   * @param text part of the question, by which it differs from the one before
   */
  async answerQuickInput(text: string, answer?: string): Promise<void> {
    await this.quickInputAsks(text);
    if (answer !== undefined) await this.quickInputBox.fill(answer);
    await this.quickInputBox.press("Enter");
    await expect(this.asking(text)).toHaveCount(0);
  }

  /** The lines that the quick input offers. */
  get choices(): Locator {
    return this.quickInput.locator(".monaco-list-row");
  }

  /**
   * Answers VS Code's own file dialog, which opens with a path in it and takes the place of the list that it was opened
   * from. Until it has listed the typed path's folder, Enter may mean the old path; a folder of ours tells that it has. It
   * lists a folder only on entering it, so the way in leads back from that one. As long as another line is marked, Enter
   * means that one.
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

  /** Waits for the notification that contains `text`, be it a toast or one that is kept under the bell. */
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
        // Toasts go after some seconds, and there are none under the smoke test driver.
        await this.runCommand("Notifications: Show Notifications");
        throw error;
      }
    }, limit);
  }

  /** Removes all notifications, so that the next one is surely new. */
  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
    await expect(this.page.locator(".notification-list-item:visible")).toHaveCount(0);
  }

  /** The document of our view in the side bar, which lies in a frame of a frame. */
  webview(): FrameLocator {
    return inner(this.frames('[src*="purpose=webviewView"]'));
  }

  /** The document of our page in the editor: the last one, since a view that was hidden meanwhile tells no purpose any more. */
  report(): FrameLocator {
    return inner(this.frames(':not([src*="purpose=webviewView"])').last());
  }

  /** Saves a picture of the window, or of a part of it, as `test-results/<name>.png` and returns its path. */
  async screenshot(name: string, part: Page | Locator = this.page): Promise<string> {
    const file = path.join(repositoryRoot, "test-results", `${name}.png`);
    // As what fades in will look.
    await part.screenshot({ path: file, animations: "disabled" });
    return file;
  }

  private frames(which: string): Locator {
    return this.page.locator(`iframe.webview.ready[src*="extensionId=smcs.smcs"]${which}:visible`);
  }

  /** The title, the prompt or the words in the empty box of the quick input. */
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

/** Runs in the page, whose types these tests do not know. */
function valuesOf(inputs: readonly unknown[]): string[] {
  return inputs.map((input) => (input as { readonly value: string }).value);
}

/** What VS Code's frame of a page holds. */
function inner(frame: Locator): FrameLocator {
  return frame.contentFrame().frameLocator("iframe#active-frame");
}
