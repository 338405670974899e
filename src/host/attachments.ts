import { EventEmitter, type TextEditor, workspace } from "vscode";
import type { ContextItem } from "../core/enhancement/prompts.ts";

/** What goes with the next question. */
export class Attachments {
  private items: readonly ContextItem[] = [];
  private readonly changed = new EventEmitter<void>();

  readonly onDidChange = this.changed.event;

  get labels(): string[] {
    return this.items.map(({ label }) => label);
  }

  /** Attaches the editor's selection; a later one of the same label replaces it. */
  addSelection(editor: TextEditor): void {
    const item = selectionOf(editor);
    if (item !== null) this.set([...this.items.filter(({ label }) => label !== item.label), item]);
  }

  remove(label: string): void {
    this.set(this.items.filter((item) => item.label !== label));
  }

  /** Hands everything to the question that is being asked. */
  take(): readonly ContextItem[] {
    const taken = this.items;
    this.set([]);
    return taken;
  }

  /** Takes back what a question did not use, since it was never asked. */
  giveBack(items: readonly ContextItem[]): void {
    const labels = new Set(this.labels);
    if (items.length > 0) this.set([...items.filter(({ label }) => !labels.has(label)), ...this.items]);
  }

  private set(items: readonly ContextItem[]): void {
    this.items = items;
    this.changed.fire();
  }
}

/** The selected text with file and lines; null when nothing is selected. */
function selectionOf({ document, selection }: TextEditor): ContextItem | null {
  const text = document.getText(selection);
  if (text.trim() === "") return null;
  const lines = `${selection.start.line + 1}-${selection.end.line + 1}`;
  return { label: `${workspace.asRelativePath(document.uri)}:${lines}`, text };
}
