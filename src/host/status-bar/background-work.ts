import { commands, type Disposable, l10n, StatusBarAlignment, type StatusBarItem, window } from "vscode";
import { showWarningMessage } from "../messages.ts";

/** The names of work in the background. */
interface BackgroundWork {
  /** The id of the item in the status bar. */
  readonly id: string;
  /** The item's name in its menu. */
  readonly name: string;
  /** The command that stops the work, which a click runs. */
  readonly stopCommand: string;
  /** The context key that is true while the work goes on. */
  readonly contextKey: string;
}

/** The texts of the item. */
interface Shown {
  readonly text: string;
  readonly tooltip: string;
  /** The text for screen readers in place of `text`. */
  readonly label?: string;
}

/** Shows work in the background in the status bar, where the user can stop it. */
export class BackgroundItem implements Disposable {
  private readonly work: BackgroundWork;
  private item: StatusBarItem | null = null;

  constructor(work: BackgroundWork) {
    this.work = work;
  }

  show({ text, tooltip, label }: Shown): void {
    const item = (this.item ??= this.made());
    if (text === item.text) return;
    item.text = text;
    item.tooltip = tooltip;
    if (label !== undefined) item.accessibilityInformation = { label, role: "button" };
  }

  hide(): void {
    if (this.item === null) return;
    this.dispose();
    void commands.executeCommand("setContext", this.work.contextKey, false);
  }

  dispose(): void {
    this.item?.dispose();
    this.item = null;
  }

  private made(): StatusBarItem {
    const { id, name, stopCommand, contextKey } = this.work;
    const item = window.createStatusBarItem(id, StatusBarAlignment.Left);
    item.name = name;
    item.command = stopCommand;
    item.show();
    void commands.executeCommand("setContext", contextKey, true);
    return item;
  }
}

/** Reports that work in the background failed, and runs its command again if the user wants that. */
export async function offerRetry(message: string, command: string): Promise<void> {
  const again = l10n.t("Retry");
  if ((await showWarningMessage(message, again)) === again) await commands.executeCommand(command);
}
