import type { Uri } from "vscode";
import { fenced } from "../../core/enhancement/fenced.ts";
import { ContextError } from "./attachment.ts";
import type { Gathering } from "./gathering.ts";
import { labelOf, readFile } from "./read-file.ts";

/** Files that are read at the same time; a file system of another machine answers each after a while. */
const AT_ONCE = 8;

/** Adds files as they are now, in their order; what is binary, unreadable or too long is left out. */
export async function gatherFiles(
  gathering: Gathering,
  uris: readonly Uri[],
  { signal, heading = null }: { readonly signal?: AbortSignal; readonly heading?: string | null } = {},
): Promise<void> {
  for (let from = 0; from < uris.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const batch = uris.slice(from, from + AT_ONCE);
    const texts = gathering.isFull ? [] : await Promise.allSettled(batch.map(readFile));
    for (const [index, uri] of batch.entries()) {
      const label = labelOf(uri);
      const text = texts[index];
      if (text?.status === "fulfilled") gathering.add(label, `${label}\n${fenced(text.value)}`, heading);
      else gathering.leaveOut(label, text === undefined ? "length" : reasonOf(text.reason));
    }
  }
}

function reasonOf(error: unknown): "length" | "binary" | "unreadable" {
  return error instanceof ContextError ? (error.because ?? "unreadable") : "unreadable";
}
