import type { FrameLocator, Locator } from "playwright";
import type { VscodeWindow } from "./vscode-window.ts";

/** A person's actions in the panel of a window. */
export class PanelSteps {
  private readonly window: VscodeWindow;
  private readonly isAlone: boolean;

  /** @param isAlone whether the panel is the extension's only page; only then the panel may be hidden */
  constructor(window: VscodeWindow, isAlone = false) {
    this.window = window;
    this.isAlone = isAlone;
  }

  /** The panel's document. */
  get frame(): FrameLocator {
    if (!this.isAlone) return this.window.workbench.webview();
    // After the panel was hidden, its frame no longer says that it is a view.
    const outer = 'iframe.webview.ready[src*="extensionId=smcs.smcs"]:visible';
    return this.window.page.frameLocator(outer).frameLocator("iframe#active-frame");
  }

  /** The question box. */
  get box(): Locator {
    return this.frame.getByRole("textbox", { name: "Ask a coding question" });
  }

  /** The newest question with its answer. */
  get last(): Locator {
    return this.frame.getByRole("article").last();
  }

  /** The text of the shown answer. */
  get answer(): Locator {
    return this.last.getByRole("group", { name: "Answer", exact: true });
  }

  /** The header's button that names the demo as the models. */
  get demo(): Locator {
    return this.frame.getByRole("button", { name: "Demo", exact: true });
  }

  button(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  menuItem(name: string): Locator {
    return this.frame.getByRole("menuitem", { name, exact: true });
  }

  /** Shows the panel and gives it the focus. */
  async show(): Promise<void> {
    await this.window.workbench.runCommand("SMCS: Focus on Chat View");
    await this.box.waitFor();
  }

  /** Types a question and sends it. */
  async send(question: string): Promise<void> {
    await this.box.fill(question);
    await this.box.press("Enter");
  }

  /** Asks, and waits for the answer. */
  async ask(question: string): Promise<void> {
    await this.send(question);
    await this.answered(question);
  }

  /** Resolves when the question has an answer. */
  async answered(question: string): Promise<void> {
    const run = this.frame.getByRole("article").filter({ hasText: question }).last();
    await run.getByRole("button", { name: "Copy Answer" }).waitFor();
  }

  /** Expands the other answers to the newest question. */
  async openOthers(): Promise<Locator> {
    const fold = this.last.locator("details.others");
    await fold.locator("> summary").click();
    await fold.locator("> .fold-body").waitFor();
    return fold;
  }
}
