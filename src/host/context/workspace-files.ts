import { FileType, RelativePattern, Uri, workspace } from "vscode";

/** Maximum number of listed files. */
const MOST_FILES = 5000;

/** Maximum number of visited folders where VS Code itself cannot search. */
const MOST_FOLDERS = 1000;

/** Folders of tools, which are skipped. */
const TOOL_FOLDERS = new Set([".git", "node_modules"]);

/** Returns the open folders. */
export function workspaceRoots(): Uri[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

/** Returns the files of the workspace, up to a limit, without those that the explorer or the search hides. */
export async function workspaceFiles(signal?: AbortSignal): Promise<Uri[]> {
  const found = await Promise.all(workspaceRoots().map((root) => filesBelow(root, signal)));
  return found.flat().slice(0, MOST_FILES);
}

/** Returns the files of a folder and its subfolders, sorted by path, with the same limits. */
export async function filesBelow(folder: Uri, signal?: AbortSignal): Promise<Uri[]> {
  const found = await workspace.findFiles(new RelativePattern(folder, "**/*"), excluded(), MOST_FILES);
  // Many file systems that are not on a disk can be read but not searched.
  const files = found.length === 0 && folder.scheme !== "file" ? await walked(folder, signal) : found;
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function walked(folder: Uri, signal?: AbortSignal): Promise<Uri[]> {
  const files: Uri[] = [];
  const folders = [folder];
  for (let next = 0; next < folders.length && next < MOST_FOLDERS && files.length < MOST_FILES; next++) {
    signal?.throwIfAborted();
    const parent = folders[next] ?? folder;
    for (const [name, type] of await workspace.fs.readDirectory(parent)) {
      const uri = Uri.joinPath(parent, name);
      if (type === FileType.File) files.push(uri);
      // Links may lead in a circle, so they are not followed.
      else if (type === FileType.Directory && !TOOL_FOLDERS.has(name)) folders.push(uri);
    }
  }
  return files.slice(0, MOST_FILES);
}

/** Returns a glob pattern for the files that the explorer or the search hides. */
export function excluded(): string {
  const configuration = workspace.getConfiguration();
  const globs = ["files.exclude", "search.exclude"].flatMap((key) =>
    Object.entries(configuration.get<Record<string, unknown>>(key, {})).flatMap(([glob, on]) =>
      on === true ? [glob] : [],
    ),
  );
  return `{${[...new Set(["**/.git", ...globs])].join(",")}}`;
}
