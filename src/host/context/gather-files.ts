import type { Uri } from "vscode";
import { fenced } from "../../core/enhancement/fenced.ts";
import { ContextError } from "./attachment.ts";
import type { Gathering, LeftOutFor } from "./gathering.ts";
import { heldBack } from "./held-back.ts";
import { labelOf, readFile } from "./read-file.ts";

/** Files that are read at the same time; a file system of another machine answers each after a while. */
const AT_ONCE = 8;

interface Gathered {
  readonly signal?: AbortSignal;
  readonly heading?: string | null;
  /** Folders that no link may lead out of; without any, each file was opened by the user. */
  readonly roots?: readonly Uri[];
}

/** Adds files as they are now, in their order; what is binary, unreadable, too long or held back is left out. */
export async function gatherFiles(
  gathering: Gathering,
  uris: readonly Uri[],
  { signal, heading = null, roots }: Gathered = {},
): Promise<void> {
  for (let from = 0; from < uris.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const batch = uris.slice(from, from + AT_ONCE);
    const texts = gathering.isFull ? [] : await Promise.all(batch.map((uri) => textOf(uri, roots)));
    for (const [index, uri] of batch.entries()) {
      const label = labelOf(uri);
      const { text, because } = texts[index] ?? { text: null, because: "length" };
      if (text === null) gathering.leaveOut(label, because);
      else gathering.add(label, `${label}\n${fenced(text)}`, heading);
    }
  }
}

type Read = { readonly text: string; readonly because?: never } | { readonly text: null; readonly because: LeftOutFor };

async function textOf(uri: Uri, roots: readonly Uri[] = [uri]): Promise<Read> {
  const because = await heldBack(uri, roots);
  if (because !== null) return { text: null, because };
  try {
    return { text: await readFile(uri) };
  } catch (error) {
    return { text: null, because: (error instanceof ContextError ? error.because : null) ?? "unreadable" };
  }
}
