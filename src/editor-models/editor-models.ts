import type { ChatFailureKind } from "../core/errors.ts";
import type { ChatMessage } from "../core/ports.ts";

/** A language model that the editor offers to its extensions. */
export interface EditorModel {
  /** Its vendor and its id there, `vendor/id`. */
  readonly id: string;
  readonly name: string;
  /** Maximum tokens of a prompt; null when unknown. */
  readonly contextTokens: number | null;
  /**
   * Answers once.
   *
   * @param onText called with the answer piece by piece
   * @throws EditorModelError when the editor or the model refuses
   */
  answer(messages: readonly ChatMessage[], onText: (text: string) => void, signal: AbortSignal): Promise<void>;
}

/** The editor's language models. Only the host has them: elsewhere there is no editor. */
export interface EditorModels {
  /** Returns the models that may be pool members: never one of SMCS's own. Sends no request. */
  list(): Promise<readonly EditorModel[]>;
}

/** Why a model of the editor did not answer; the message is a sentence that says what to do next. */
export class EditorModelError extends Error {
  override readonly name = "EditorModelError";
  readonly kind: ChatFailureKind;

  constructor(kind: ChatFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
