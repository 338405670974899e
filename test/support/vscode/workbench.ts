import path from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { repositoryRoot } from "./repository.ts";
import { retry } from "./retry.ts";

/** How long a step waits for its effect, in milliseconds. */
const stepLimit = 30_000;
/** How long one attempt at it may take, for steps that have to be begun anew when they fail. */
const attemptLimit = 2_000;

/** What a person does in a VS Code window, on a browser page. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(stepLimit);
  }

  /** Opens the address and waits until the window can be used. */
  static async open(page: Page, url: string): Promise<Workbench> {
    const workbench = new Workbench(page);
    await page.goto(url);
    await workbench.ready();
    return workbench;
  }

  /** Waits for the window, for instance after a reload. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
  }

  /** Runs a command from the palette by its full title, such as `Notifications: Show Notifications`. */
  async runCommand(title: string): Promise<void> {
    const label = this.page.locator(".label-name").getByText(title, { exact: true });
    const row = this.quickInput.locator(".monaco-list-row").filter({ has: label }).first();
    await retry(stepLimit, async () => {
      await this.page.keyboard.press("F1");
      try {
        await this.quickInputBox.fill(`>${title}`, { timeout: attemptLimit });
        await row.click({ timeout: attemptLimit });
      } catch (error) {
        // The palette knows the commands of the moment it was opened; ours may be contributed a little later.
        await this.page.keyboard.press("Escape");
        throw error;
      }
    });
  }

  /** Answers what asks for a text or a choice: types the answer and accepts it. */
  async fillQuickInput(text: string): Promise<void> {
    await this.quickInputBox.fill(text);
    await this.quickInputBox.press("Enter");
  }

  /**
   * Answers VS Code's own file dialog, which opens with a path in it and takes the place of the list that it was opened
   * from. It takes a moment to see that the path was typed; until then Enter means the old one, and the dialog stays open.
   */
  async fillFileDialog(file: string): Promise<void> {
    await retry(stepLimit, async () => {
      await this.page.waitForTimeout(200);
      if (!(await this.asksForPath())) throw new Error("No file dialog has opened.");
    });
    await retry(stepLimit, async () => {
      if (!(await this.asksForPath())) return;
      await this.quickInputBox.fill(file);
      await this.page.waitForTimeout(1000);
      await this.quickInputBox.press("Enter");
      await this.page.waitForTimeout(500);
      if (await this.asksForPath()) throw new Error(`The dialog has not taken ${file}.`);
    });
  }

  private async asksForPath(): Promise<boolean> {
    if (!(await this.quickInputBox.isVisible())) return false;
    return path.isAbsolute(await this.quickInputBox.inputValue({ timeout: attemptLimit }));
  }

  /** Waits until the question that is asked in the quick input contains `text`. */
  async quickInputTitled(text: string): Promise<void> {
    const asked = this.quickInput.getByText(text);
    const placeholder = this.quickInput.getByPlaceholder(text);
    await asked.or(placeholder).first().waitFor();
  }

  /** Accepts what the quick input holds already. */
  async acceptQuickInput(): Promise<void> {
    await this.quickInputBox.press("Enter");
  }

  /** The text of the notification that contains `text`, be it a toast or one that is kept under the bell. */
  async notification(text: string | RegExp, limit = stepLimit): Promise<string> {
    const notification = this.page.locator(".notification-list-item:visible").filter({ hasText: text }).first();
    return retry(limit, async () => {
      try {
        return await notification.locator(".notification-list-item-message").innerText({ timeout: attemptLimit });
      } catch (error) {
        // Toasts go after some seconds, and there are none under the smoke test driver.
        await this.runCommand("Notifications: Show Notifications");
        throw error;
      }
    });
  }

  /** Removes all notifications, so that the next one is surely new. */
  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
  }

  /** The document of our view in the side bar, which lies in a frame of a frame. */
  webview(): FrameLocator {
    return this.frame('[src*="purpose=webviewView"]');
  }

  /** The document of our page in the editor. */
  report(): FrameLocator {
    return this.frame(':not([src*="purpose=webviewView"])');
  }

  /** Saves a picture of the window, or of a part of it, as `test-results/<name>.png` and returns its path. */
  async screenshot(name: string, part: Page | Locator = this.page): Promise<string> {
    const file = path.join(repositoryRoot, "test-results", `${name}.png`);
    // As what fades in will look.
    await part.screenshot({ path: file, animations: "disabled" });
    return file;
  }

  private frame(which: string): FrameLocator {
    const outer = `iframe.webview.ready[src*="extensionId=smcs.smcs"]${which}:visible`;
    return this.page.frameLocator(outer).frameLocator("iframe#active-frame");
  }

  private get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  private get quickInputBox(): Locator {
    return this.quickInput.locator("input[type=text], input[type=password]").first();
  }
}
