import { type ChatPromptReference, l10n, Location, Uri } from "vscode";
import { messageOf } from "../../core/errors.ts";
import type { ContextItem } from "../../core/question.ts";
import { labelOf, openDocument, readFile } from "../context/read-file.ts";
import { refuseLarge } from "../context/readable-text.ts";

/** The attachments of a question, and sentences on what could not be attached. */
interface ReadReferences {
  readonly context: readonly ContextItem[];
  readonly leftOut: readonly string[];
}

/** The prefix of references that the editor adds itself, so their failure does not stop a question. */
const IMPLICIT = "vscode.implicit";

/**
 * Reads the #references of a chat request, within the panel's limits.
 *
 * @throws ContextError when a reference of the user cannot be read
 */
export async function readReferences(references: readonly ChatPromptReference[]): Promise<ReadReferences> {
  const context: ContextItem[] = [];
  const leftOut: string[] = [];
  // The editor lists them in reverse order.
  for (const reference of references.toReversed()) {
    try {
      const item = await itemOf(reference);
      if (item === null)
        leftOut.push(l10n.t("{0} was left out: only files, selections and text can be attached.", reference.id));
      else if (
        item.text.trim() !== "" &&
        !context.some(({ label, text }) => label === item.label && text === item.text)
      )
        context.push(item);
    } catch (error) {
      if (!reference.id.startsWith(IMPLICIT)) throw error;
      leftOut.push(messageOf(error));
    }
  }
  return { context, leftOut };
}

/** Returns the files of the #references. */
export function filesOf(references: readonly ChatPromptReference[]): Uri[] {
  return references.flatMap(({ value }) =>
    value instanceof Uri ? [value] : value instanceof Location ? [value.uri] : [],
  );
}

async function itemOf({ id, value, modelDescription }: ChatPromptReference): Promise<ContextItem | null> {
  if (value instanceof Uri) return { label: labelOf(value), text: await readFile(value) };
  if (value instanceof Location) return partOf(value);
  if (typeof value !== "string") return null;
  const label = modelDescription ?? id;
  refuseLarge(label, value.length);
  return { label, text: value };
}

async function partOf({ uri, range }: Location): Promise<ContextItem> {
  const label = `${labelOf(uri)}:${range.start.line + 1}-${range.end.line + 1}`;
  const text = await readFile(uri);
  const open = openDocument(uri);
  if (open !== undefined) return { label, text: open.getText(range) };
  const lines = text.split(/\r?\n/).slice(range.start.line, range.end.line + 1);
  const last = lines.length - 1;
  const cut = lines.map((line, index) =>
    line.slice(index === 0 ? range.start.character : 0, index === last ? range.end.character : undefined),
  );
  return { label, text: cut.join("\n") };
}
