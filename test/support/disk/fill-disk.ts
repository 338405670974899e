import { type FileHandle, open } from "node:fs/promises";
import type { TestContext } from "node:test";

type Write = (bytes: Uint8Array, offset: number, length: number) => Promise<{ bytesWritten: number }>;

/**
 * Lets file handles write only `room` more bytes in total, as on a disk that fills up. Returns a function that restores
 * them.
 */
export async function fillDisk(t: TestContext, folder: string, room: number): Promise<() => void> {
  const handle = await open(folder, "r");
  const handles = Object.getPrototypeOf(handle) as { write: Write };
  await handle.close();
  const { write } = handles;
  let left = room;
  const limited = t.mock.method(handles, "write", async function (this: FileHandle, bytes, offset, length) {
    if (left === 0)
      throw Object.assign(new Error("no space left on device, write"), { code: "ENOSPC", syscall: "write" });
    const part = Math.min(length, left);
    left -= part;
    return write.call(this as never, bytes, offset, part);
  } satisfies Write);
  return () => {
    limited.mock.restore();
  };
}
