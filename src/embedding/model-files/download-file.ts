import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { makeFolder } from "../../storage/index.ts";
import type { FileFacts } from "./file-facts.ts";
import { type ArrivedPart, type FileOrder, receiveFile } from "./receive-file.ts";
import { troubleOf } from "./trouble-of.ts";

/** After the first one. */
const MORE_TRIES = 2;

/**
 * Fetches one file. What breaks off is tried again, and goes on where it ended if the server can do that.
 *
 * @returns what the hub says about the file that is now there; null when the hub has none of that name
 * @throws DownloadTrouble when it did not come; the signal's reason
 */
export async function downloadFile(order: FileOrder): Promise<FileFacts | null> {
  const { limits } = order.hub;
  const part: ArrivedPart = { bytes: 0, entityTag: null, host: null };
  await makeFolder(path.dirname(order.target));
  for (let tries = 0; ; tries++) {
    try {
      return await receiveFile(order, part);
    } catch (error) {
      order.signal.throwIfAborted();
      const trouble = troubleOf(error, limits.connectMs);
      if (!trouble.transient || tries === MORE_TRIES) throw trouble.at(part.host);
      await pause(trouble.retryAfterMs ?? limits.pauseMs * 2 ** tries, undefined, { signal: order.signal });
    }
  }
}
