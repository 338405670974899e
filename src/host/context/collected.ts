import { window, workspace } from "vscode";
import type { AttachedKind } from "../../protocol/index.ts";
import type { CodeDocuments } from "../code/code-documents.ts";
import type { Attachment } from "./attachment.ts";

/** A text that was put together from several places. It is taken at once, so that what was looked at is what is sent. */
export interface Collected {
  /** The same for the same thing: collected again it replaces what was there. */
  readonly id: string;
  readonly kind: AttachedKind;
  readonly label: string;
  readonly text: string;
  /** What was left out, in words. */
  readonly note?: string | undefined;
  /** What its tab is called; the ending says how it is coloured. */
  readonly fileName: string;
}

/** Makes an attachment of a collected text; it opens as a document that can only be read. */
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
