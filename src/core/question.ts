import type { Picture } from "./pictures.ts";
import type { ChatMessage } from "./ports.ts";
import type { RunPrompts } from "./prompts/index.ts";

/** A file, selection or other text attached to the question. */
export interface ContextItem {
  /** Name that the user knows it by: `src/app.ts`, `selection`, `terminal`. */
  readonly label: string;
  readonly text: string;
  /** The picture, if the attachment is one; `text` then describes it. */
  readonly picture?: Picture;
}

/** The question as referencers and the aggregator receive it. */
export interface Question {
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** Earlier turns, with the replies that the user chose. */
  readonly conversation: readonly ChatMessage[];
  /** Test files in which examples are looked for. No model sees them. Absent for none. */
  readonly tests?: readonly { readonly label: string; readonly text: string }[];
  /** The task's own system prompt (Fig. 8), which replaces the expert programmer's; null for no system prompt. */
  readonly system?: string | null;
  /** The user's prompts; absent when all are built in. A task's system prompt overrides the one for questions. */
  readonly prompts?: RunPrompts;
  /** Form of the answer, if known: then answers can be compared exactly. */
  readonly answerForm?: AnswerForm;
}

/** The form of an answer that can be extracted from a reply. */
export type AnswerForm =
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "math" }
  /** A short answer, stated or alone on the last line. */
  | { readonly kind: "text" };
