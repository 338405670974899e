import { statfs } from "node:fs/promises";
import path from "node:path";
import { noRoomFor } from "./disk-trouble.ts";
import { DownloadTrouble } from "./download-trouble.ts";

/** What helps against a network that sends its own page in place of everything. */
export const LOG_IN = "If this network wants a login in the browser first, log in and try again.";

/** @throws DownloadTrouble for a page where a file was asked for */
export function refuseWebPage({ headers }: Response): void {
  if (!/^text\/html\b/i.test(headers.get("content-type") ?? "")) return;
  throw new DownloadTrouble("a web page came instead of the file", { advice: LOG_IN });
}

/** @throws DownloadTrouble when the disk has no room for so many bytes more of a file */
export async function refuseWithoutRoom(target: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(target));
  if (bytes > bavail * bsize) throw noRoomFor(bytes);
}

/** @throws DownloadTrouble when the files of a model are more than we download */
export function refuseTooLarge(bytes: number, allowed: number): void {
  if (bytes <= allowed) return;
  throw new DownloadTrouble("the model is larger than what is downloaded", {
    advice: "Choose a smaller one in smcs.embedding.model, or download it yourself and set smcs.embedding.modelFolder.",
  });
}
