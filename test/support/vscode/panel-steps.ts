import type { FrameLocator, Locator } from "playwright";
import type { VscodeWindow } from "./use-window.ts";

/** What people do in the panel of a window. */
export class PanelSteps {
  private readonly window: VscodeWindow;
  private readonly isAlone: boolean;

  /** @param isAlone whether no other page of the extension is ever open: only then the panel may be hidden */
  constructor(window: VscodeWindow, isAlone = false) {
    this.window = window;
    this.isAlone = isAlone;
  }

  /** The panel's document. */
  get frame(): FrameLocator {
    if (!this.isAlone) return this.window.workbench.webview();
    // Once it was hidden, its frame no longer says that it is a view.
    const outer = 'iframe.webview.ready[src*="extensionId=smcs.smcs"]:visible';
    return this.window.page.frameLocator(outer).frameLocator("iframe#active-frame");
  }

  /** The question box. */
  get box(): Locator {
    return this.frame.getByRole("textbox", { name: "Ask a coding question" });
  }

  get tabs(): Locator {
    return this.frame.getByRole("tab");
  }

  button(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
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

  /** Asks, and waits for a winner. */
  async ask(question: string): Promise<void> {
    await this.send(question);
    await this.frame
      .getByRole("article")
      .filter({ hasText: question })
      .getByText("Winner: candidate")
      .first()
      .waitFor();
  }
}
