import pLimit from "p-limit";
import { l10n, type Uri, window, workspace } from "vscode";
import { fenced } from "../../core/fenced.ts";
import { plainLine } from "../../core/plain-line.ts";
import { stoppable } from "../endpoints/stoppable.ts";
import { plural } from "../plural.ts";
import { ContextError } from "./attachment.ts";
import type { Collected } from "./collected.ts";
import { Gathering } from "./gathering.ts";
import { heldBack } from "./held-back.ts";
import { labelOf, openDocument } from "./read-file.ts";
import { decoded, refuseLarge } from "./readable-text.ts";
import { type Hits, hitsIn } from "./search-hits.ts";
import { workspaceFiles, workspaceRoots } from "./workspace-files.ts";

/** Number of files that are read at the same time. */
const AT_ONCE = 16;
/** Maximum length of the wanted text in a chip. */
const MOST_SHOWN = 40;

/**
 * Returns the hits of a search in the workspace with some lines around each; undefined when dismissed or stopped. VS
 * Code offers its search of file contents to its own extensions only, so the files are read here.
 *
 * @throws ContextError when nothing is found
 */
export async function collectSearch(mostBytes: number): Promise<Collected | undefined> {
  if (workspace.workspaceFolders === undefined)
    throw new ContextError(l10n.t("No folder is open. Open a folder, or attach single files."));
  const wanted = await window.showInputBox({
    title: l10n.t("Add Search Results"),
    prompt: l10n.t("Text to search for in the workspace. Capital letters count where you type some."),
    validateInput: (text) => (text.trim() === "" ? l10n.t("Type the text to search for.") : undefined),
  });
  if (wanted === undefined) return undefined;
  const title = l10n.t("Searching for {0}", plainLine(wanted, MOST_SHOWN));
  const found = await stoppable(title, (signal) => search(wanted, signal));
  return found === null ? undefined : resultsOf(wanted, found, mostBytes);
}

interface Found {
  readonly uri: Uri;
  readonly hits: Hits;
  /** Why the file is attached only if the user names it; null for other files. */
  readonly because: Awaited<ReturnType<typeof heldBack>>;
}

async function search(wanted: string, signal: AbortSignal): Promise<readonly Found[]> {
  const roots = workspaceRoots();
  const files = await workspaceFiles(signal);
  const limit = pLimit(AT_ONCE);
  const found = await Promise.all(
    files.map((uri) =>
      limit(async (): Promise<readonly Found[]> => {
        signal.throwIfAborted();
        const text = await searchable(uri);
        const hits = text === null ? null : hitsIn(text, wanted);
        return hits === null ? [] : [{ uri, hits, because: await heldBack(uri, roots) }];
      }),
    ),
  );
  return found.flat();
}

/** Returns a file's text; null for a binary, too large or unreadable file. */
async function searchable(uri: Uri): Promise<string | null> {
  try {
    const open = openDocument(uri);
    if (open !== undefined) return open.getText();
    refuseLarge("", (await workspace.fs.stat(uri)).size);
    return decoded("", await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

function resultsOf(wanted: string, found: readonly Found[], mostBytes: number): Collected {
  const shown = plainLine(wanted, MOST_SHOWN);
  if (found.length === 0)
    throw new ContextError(
      l10n.t("No file of the workspace has {0} in it. Search for a shorter text, or attach the files.", `"${shown}"`),
    );
  const gathering = new Gathering(mostBytes);
  const sent = found.filter(({ because }) => because === null);
  for (const { uri, hits } of sent) gathering.add(labelOf(uri), `${labelOf(uri)}\n${fenced(hits.text)}`);
  for (const { uri, because } of found) if (because !== null) gathering.leaveOut(labelOf(uri), because);
  const lines = sent.reduce((sum, { hits }) => sum + hits.count, 0);
  const { note, text } = gathering;
  if (sent.length === 0 && note !== undefined) throw new ContextError(note);
  return {
    id: `search ${wanted}`,
    kind: "search",
    label: l10n.t("Search for {0} ({1})", shown, plural(lines, "{0} line", "{0} lines")),
    text,
    note,
    fileName: "search-results.md",
  };
}
