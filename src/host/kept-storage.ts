import { type ExtensionContext, Uri } from "vscode";

/**
 * Returns the folder of the question bank, the chats and the records. It lies beside the extension's own, which VS Code
 * deletes when the extension is uninstalled: these are the user's work, and cost money to be made again. What can be
 * had again, such as downloaded models, stays in the extension's own folder.
 */
export function keptStorage({ globalStorageUri }: Pick<ExtensionContext, "globalStorageUri">): Uri {
  return Uri.joinPath(globalStorageUri, "..", "smcs.kept");
}
