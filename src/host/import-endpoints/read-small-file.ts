import { FileType, type Uri, workspace } from "vscode";
import { ForeignFileError, LARGEST_FILE } from "../../endpoint-import/index.ts";

/**
 * Reads a text file of another program; null when there is none, or nobody can say.
 *
 * @throws ForeignFileError when it is no file, or too long for settings
 */
export async function readSmallFile(file: Uri): Promise<string | null> {
  const found = await Promise.resolve(workspace.fs.stat(file)).catch(() => null);
  if (found === null) return null;
  if ((found.type & FileType.File) === 0) throw new ForeignFileError(file.fsPath, "", "it is not a file.");
  if (found.size > LARGEST_FILE) throw new ForeignFileError(file.fsPath, "", "it is too long for settings.");
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
