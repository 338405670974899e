import { chmod, type FileHandle, mkdir, open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "./error-code.ts";

/*
 * SMCS's files (questions, replies, records) are private to their owner: files have the mode 0600 and folders 0700. A
 * folder with the setgid bit is shared with a group on purpose: new files in it have the folder's group rights, too.
 * Windows has no such modes; files in a user's profile there are private to the user.
 */
const FILE = 0o600;
const FOLDER = 0o700;
const SETGID = 0o2000;
const GROUP = 0o070;
const RIGHTS = 0o777;

/**
 * Creates a folder and its parents, one after the other: for several at once, Node reports on a read-only disk that
 * something was not found.
 */
export async function makeFolder(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const make = async (): Promise<void> => {
    await mkdir(folder, await modeIn(parent, FOLDER)).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  };
  try {
    await make();
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || parent === folder) throw error;
    await makeFolder(parent);
    // Fails again where the parent is a link that leads nowhere.
    await make();
  }
}

/** Opens a file for writing and makes it private, whether it is new or existed before. */
export async function openPrivate(file: string, flags: "a" | "a+" | "wx" | "wx+"): Promise<FileHandle> {
  const wanted = await modeIn(path.dirname(file), FILE);
  const handle = await open(file, flags, wanted);
  if (flags === "wx" || flags === "wx+" || process.platform === "win32") return handle;
  try {
    const { mode } = await handle.stat();
    // A file of another user may be writable, but its mode cannot be changed.
    if (isLoose(mode, wanted)) await handle.chmod(mode & wanted).catch(() => undefined);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Makes a file, or a folder and everything in it, private. A folder that is private already is not searched, because
 * other users cannot reach its content. Files of other users, and targets of links, stay as they are.
 */
export async function tighten(place: string): Promise<void> {
  if (process.platform === "win32") return;
  const found = await stat(place).catch(() => null);
  if (found === null) return;
  const wanted = found.isDirectory() ? FOLDER | groupRights(found.mode) : await modeIn(path.dirname(place), FILE);
  if (!isLoose(found.mode, wanted)) return;
  if (found.isDirectory()) {
    const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory() || entry.isFile()) await tighten(path.join(place, entry.name));
  }
  // Last, so that a walk that was killed is repeated.
  await chmod(place, found.mode & (wanted | ~RIGHTS) & 0o7777).catch(() => undefined);
}

/** Returns the mode for new entries of a folder. */
async function modeIn(folder: string, own: typeof FILE | typeof FOLDER): Promise<number> {
  const found = await stat(folder).catch(() => null);
  return own | (found === null ? 0 : groupRights(found.mode) & (own >> 3));
}

/** Returns the group's rights in a folder that is shared with it. */
function groupRights(mode: number): number {
  return (mode & SETGID) === 0 ? 0 : mode & GROUP;
}

function isLoose(mode: number, wanted: number): boolean {
  return (mode & RIGHTS & ~wanted) !== 0;
}
