import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";

/** How much of a log is read, in bytes ... */
const MOST_BYTES = 65_536;
/** ... and how many lines of it are shown. */
const MOST_LINES = 80;

/** The last lines of the log that was written last in a folder; empty where there is none. */
export async function logTail(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(".log"))
      .map(async (name) => {
        const file = path.join(folder, name);
        const { mtimeMs, size } = await stat(file);
        return { file, mtimeMs, size };
      }),
  );
  const [newest] = files.sort((a, b) => b.mtimeMs - a.mtimeMs);
  return newest === undefined ? "" : lastLines(newest.file, newest.size);
}

async function lastLines(file: string, size: number): Promise<string> {
  const handle = await open(file, "r");
  try {
    const start = Math.max(0, size - MOST_BYTES);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - start), position: start });
    const lines = buffer.toString("utf8", 0, bytesRead).trimEnd().split("\n");
    // The first one is cut where reading began in the middle.
    return lines
      .slice(start > 0 ? 1 : 0)
      .slice(-MOST_LINES)
      .join("\n");
  } finally {
    await handle.close();
  }
}
