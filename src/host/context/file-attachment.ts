import { type Uri, window } from "vscode";
import type { Attachment } from "./attachment.ts";
import { labelOf, readFile } from "./read-file.ts";

/** Returns the attachment of a whole file. */
export function fileAttachment(uri: Uri): Attachment {
  return {
    id: `file ${uri.toString()}`,
    kind: "file",
    label: labelOf(uri),
    uri,
    read: () => readFile(uri),
    reveal: async () => {
      await window.showTextDocument(uri, { preview: true });
    },
  };
}
