import { Uri } from "vscode";

/**
 * Returns the files that a menu means: all that are selected, where the one that was clicked is among them.
 *
 * @param given what VS Code passes to a command of the explorer or of an editor's tab
 */
export function givenFiles([clicked, selected]: readonly unknown[]): readonly Uri[] {
  const many = Array.isArray(selected) ? selected.filter((one) => one instanceof Uri) : [];
  if (many.length > 0) return many;
  return clicked instanceof Uri ? [clicked] : [];
}
