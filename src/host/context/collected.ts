import { window, workspace } from "vscode";
import type { AttachedKind } from "../../protocol/index.ts";
import type { CodeDocuments } from "../code/code-documents.ts";
import type { Attachment } from "./attachment.ts";

/**
 * A text that was collected from several places. It is read at once, so that the sent text is the one that the user
 * saw.
 */
export interface Collected {
  /** Identical for the same thing, which replaces the earlier text. */
  readonly id: string;
  readonly kind: AttachedKind;
  readonly label: string;
  readonly text: string;
  /** What was left out, in words. */
  readonly note?: string | undefined;
  /** The title of its tab; the extension decides the highlighting. */
  readonly fileName: string;
}

/** Returns the attachment of a collected text; it opens as a read-only document. */
export function collectedAttachment(
  { id, kind, label, text, note, fileName }: Collected,
  documents: CodeDocuments,
): Attachment {
  return {
    id,
    kind,
    label,
    ...(note !== undefined && { note }),
    read: () => Promise.resolve(text),
    reveal: async () => {
      const document = await workspace.openTextDocument(documents.add(fileName, text));
      await window.showTextDocument(document, { preview: true });
    },
  };
}
