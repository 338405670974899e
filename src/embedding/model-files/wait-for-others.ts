import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type DownloadPlace, earlierPlaces } from "./download-places.ts";

const LOOK_AGAIN_MS = 200;

/**
 * Waits for other windows that began to download the same model earlier: until they are done, have failed, were killed,
 * or have stood still for so long that going ahead without them is better.
 *
 * @param onBytes told how much they have, while that grows
 * @throws the signal's reason
 */
export async function waitForOthers(
  modelsFolder: string,
  mine: DownloadPlace,
  idleMs: number,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = { bytes: 0, at: performance.now() };
  for (;;) {
    const others = await earlierPlaces(modelsFolder, mine);
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

/** Of all files below; what vanishes meanwhile does not count. */
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
