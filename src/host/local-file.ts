import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Uri, workspace } from "vscode";

/** Runs work with the local path of a file; a remote or virtual file is copied for the duration. */
export async function readLocally<Result>(uri: Uri, read: (file: string) => Promise<Result>): Promise<Result> {
  if (uri.scheme === "file") return read(uri.fsPath);
  return besideIt(uri, async (copy) => {
    await writeFile(copy, await workspace.fs.readFile(uri));
    return read(copy);
  });
}

/** Runs work that writes a file by its local path; a remote or virtual file is copied to its place afterwards. */
export async function writeLocally<Result>(uri: Uri, write: (file: string) => Promise<Result>): Promise<Result> {
  if (uri.scheme === "file") return write(uri.fsPath);
  return besideIt(uri, async (copy) => {
    const result = await write(copy);
    await workspace.fs.writeFile(uri, await readFile(copy));
    return result;
  });
}

/** Runs work with a temporary path of the same file name, and removes the copy afterwards. */
async function besideIt<Result>(uri: Uri, work: (copy: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-"));
  try {
    return await work(path.join(folder, path.posix.basename(uri.path)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
