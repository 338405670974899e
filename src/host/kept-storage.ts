import { type ExtensionContext, Uri } from "vscode";

/**
 * Returns the folder of the question bank, the chats and the records. The folder lies beside the extension's own
 * folder, which VS Code deletes when the extension is uninstalled: these files are the user's work, and cost money to
 * be made again. Replaceable files, such as downloaded models, stay in the extension's own folder.
 */
export function keptStorage({ globalStorageUri }: Pick<ExtensionContext, "globalStorageUri">): Uri {
  return Uri.joinPath(globalStorageUri, "..", "smcs.kept");
}
