import { createHash, randomBytes } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { makeFolder } from "../../storage/index.ts";

/**
 * The folder of a download. Its existence also shows other windows that the download is in progress: the name contains
 * the model, the start time, and the process.
 */
export interface DownloadPlace {
  readonly folder: string;
  /** Hash of the model's name. */
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Hash of the machine's name, because several machines may share a folder. */
  readonly machine: string;
  readonly process: number;
}

const NAME = /^\.download-([0-9a-f]{8})-([0-9a-z]{1,10})-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}$/;
/** Prefix of the name of a folder that is being removed. */
const REMOVING = ".removing-";
/** Age at which a download counts as abandoned. */
const TOO_OLD_MS = 86_400_000;

/** Creates a folder for a download by this process. */
export async function newPlace(modelsFolder: string, name: string): Promise<DownloadPlace> {
  const since = Date.now();
  const fields = [short(name), since.toString(36), short(hostname()), process.pid, randomBytes(4).toString("hex")];
  const folder = path.join(modelsFolder, `.download-${fields.join("-")}`);
  await makeFolder(folder);
  return { folder, model: short(name), since, machine: short(hostname()), process: process.pid };
}

const LOOK_AGAIN_MS = 200;

/**
 * Waits for other windows that began to download the same model earlier. The wait ends when they have finished, failed
 * or been killed, or have made no progress for `idleMs`.
 *
 * @param onBytes called with how many bytes they have, while that changes
 * @throws the signal's reason
 */
export async function waitForOthers(
  mine: DownloadPlace,
  idleMs: number,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = { bytes: 0, at: performance.now() };
  for (;;) {
    const others = await earlierPlaces(mine);
    if (others.length === 0) return;
    const sizes = await Promise.all(others.map(({ folder }) => bytesIn(folder)));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes !== seen.bytes) {
      Object.assign(seen, { bytes, at: performance.now() });
      onBytes(bytes);
    } else if (performance.now() - seen.at > idleMs) return;
    await pause(LOOK_AGAIN_MS, undefined, { signal });
  }
}

/** Returns the size of all files below a folder; files that vanish meanwhile do not count. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map((file) =>
      stat(path.join(file.parentPath, file.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Returns the folders of other windows that began to download the same model earlier and may still be running. */
async function earlierPlaces(mine: DownloadPlace): Promise<DownloadPlace[]> {
  const places = await placesIn(path.dirname(mine.folder));
  return places.filter((place) => place.model === mine.model && isBefore(place, mine) && !isAbandoned(place));
}

/** Removes the folders of killed processes. What cannot be removed now is left to the next call. */
export async function sweepPlaces(modelsFolder: string): Promise<void> {
  const abandoned = (await placesIn(modelsFolder)).filter(isAbandoned).map(({ folder }) => folder);
  const names = await readdir(modelsFolder).catch(() => []);
  const removed = names.filter((name) => name.startsWith(REMOVING)).map((name) => path.join(modelsFolder, name));
  for (const folder of [...abandoned, ...removed]) await removeFolder(folder);
}

/** Returns a folder name that the next sweep removes. */
export function removingPlace(modelsFolder: string): string {
  return path.join(modelsFolder, `${REMOVING}${randomBytes(8).toString("hex")}`);
}

/** Removes a folder as far as possible now. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

async function placesIn(modelsFolder: string): Promise<DownloadPlace[]> {
  const names = await readdir(modelsFolder).catch(() => []);
  return names.flatMap((name) => {
    const [, model = "", since = "", machine = "", owner = ""] = NAME.exec(name) ?? [];
    if (model === "") return [];
    const folder = path.join(modelsFolder, name);
    return [{ folder, model, since: Number.parseInt(since, 36), machine, process: Number(owner) }];
  });
}

/** Of two downloads of the same millisecond the names decide, in the same way for both. */
function isBefore(one: DownloadPlace, other: DownloadPlace): boolean {
  return one.since < other.since || (one.since === other.since && one.folder < other.folder);
}

/** Returns whether a download has certainly ended. For processes on other machines only the age is known. */
function isAbandoned({ since, machine, process: owner }: DownloadPlace): boolean {
  return Date.now() - since > TOO_OLD_MS || (machine === short(hostname()) && !isAlive(owner));
}

function isAlive(owner: number): boolean {
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    // The process may belong to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
