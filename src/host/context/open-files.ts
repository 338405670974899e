import { l10n, TabInputText, TabInputTextDiff, type Uri, window } from "vscode";
import { plural } from "../plural.ts";
import { ContextError } from "./attachment.ts";
import type { Collected } from "./collected.ts";
import { gatherFiles, Gathering } from "./gathering.ts";

/** Returns files in tabs, each once; those in front of their group first. */
export function openFiles(): Uri[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive))
    .flatMap(({ input }) => {
      if (input instanceof TabInputText) return [input.uri];
      return input instanceof TabInputTextDiff ? [input.modified] : [];
    });
  // What shows an attachment, a report or a proposal is no file.
  const files = uris.filter(({ scheme }) => !scheme.startsWith("smcs-"));
  return [...new Map(files.map((uri) => [uri.toString(), uri])).values()];
}

/** Returns the texts of all open editors, as they are now. @throws ContextError when none is open */
export async function collectEditors(mostBytes: number): Promise<Collected> {
  const gathering = new Gathering(mostBytes);
  await gatherFiles(gathering, openFiles());
  const { labels, note, text } = gathering;
  if (labels.size === 0)
    throw new ContextError(
      note ?? l10n.t("No text editor is open. Open the files that the question is about, then attach them."),
    );
  const label = plural(labels.size, "{0} open editor", "{0} open editors");
  return { id: "editors", kind: "editors", label, text, note, fileName: "open-editors.md" };
}
