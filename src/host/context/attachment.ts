import type { TextDocumentChangeEvent } from "vscode";
import type { Picture } from "../../core/pictures.ts";
import type { AttachedKind } from "../../protocol/index.ts";

/** Something that goes with the next question. Its text is read when the question is sent, not before. */
export interface Attachment {
  /** The same for the same thing: attached twice it goes along once. */
  readonly id: string;
  readonly kind: AttachedKind;
  /** What it is, as the user and the models know it: `src/app.ts:3-9`. */
  readonly label: string;
  /** What of it does not come along, in words; absent where all of it does. */
  readonly note?: string;
  /** Where it is a picture; its text then says what is known of it. */
  readonly picture?: Picture;
  /** A small one of it, as a JPEG file in base64. */
  readonly thumbnail?: string;
  /**
   * Its text as it is now.
   *
   * @throws ContextError when there is none that can go along
   */
  read(): Promise<string>;
  /** Shows it in an editor; absent where there is nothing to show. */
  reveal?(): Promise<void>;
  /** A text was edited. Returns whether the label is another one now. */
  follow?(change: TextDocumentChangeEvent): boolean;
}

/** Something cannot go with a question; the message says what, why, and what to do. */
export class ContextError extends Error {
  override readonly name = "ContextError";
  /** Why a file is no context, where that is known. */
  readonly because: "length" | "binary" | null;

  constructor(message: string, because: ContextError["because"] = null) {
    super(message);
    this.because = because;
  }
}
