import type { TextDocumentChangeEvent, Uri } from "vscode";
import type { Picture } from "../../core/pictures.ts";
import type { AttachedKind } from "../../protocol/index.ts";

/** An attachment of the next question. Its text is read when the question is sent. */
export interface Attachment {
  /** Identical for the same thing, which is attached only once. */
  readonly id: string;
  readonly kind: AttachedKind;
  /** The label for the user and the models: `src/app.ts:3-9`. */
  readonly label: string;
  /** The file that it is, or is a part of; absent for none. */
  readonly uri?: Uri;
  /** What is left out, in words; absent for nothing. */
  readonly note?: string;
  /** The picture, if it is one; its text then describes it. */
  readonly picture?: Picture;
  /** A thumbnail, as a JPEG file in base64. */
  readonly thumbnail?: string;
  /**
   * Returns the present text.
   *
   * @throws ContextError when there is no usable text
   */
  read(): Promise<string>;
  /** Shows it in an editor; absent if there is nothing to show. */
  reveal?(): Promise<void>;
  /** Handles an edit of a text. Returns whether the label has changed. */
  follow?(change: TextDocumentChangeEvent): boolean;
}

/** Something cannot be attached to a question; the message says what, why, and what to do. */
export class ContextError extends Error {
  override readonly name = "ContextError";
  /** Why a file cannot be attached, if known. */
  readonly because: "length" | "binary" | null;

  constructor(message: string, because: ContextError["because"] = null) {
    super(message);
    this.because = because;
  }
}
