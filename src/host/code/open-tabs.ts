import { TabInputText, type Uri, window } from "vscode";

/** Whether a file is open in a tab, hidden ones included. Documents tell nothing: they linger after their editors. */
export function isInTab(file: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === file.toString());
}
