import type { Picture } from "./pictures.ts";
import type { ChatMessage } from "./ports.ts";
import type { RunPrompts } from "./prompts/index.ts";

/** A file, selection or other text that goes with the question. */
export interface ContextItem {
  /** What it is, as the user knows it: `src/app.ts`, `selection`, `terminal`. */
  readonly label: string;
  readonly text: string;
  /** Where it is a picture; the text then says what is known of it. */
  readonly picture?: Picture;
}

/** What is asked, as referencers and aggregator get it. */
export interface Question {
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** Earlier turns, with the replies that the user chose. */
  readonly conversation: readonly ChatMessage[];
  /** The task's own system prompt (Fig. 8) in place of the expert programmer's; null where the question must be all. */
  readonly system?: string | null;
  /** Prompts of the user's own; absent where all are ours. A task's system prompt leaves that of questions out. */
  readonly prompts?: RunPrompts;
  /** What form the answer has, where that is known: then answers can be compared exactly. */
  readonly answerForm?: AnswerForm;
}

/** The form of an answer that can be extracted from a reply. */
export type AnswerForm =
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "math" }
  /** A short answer, stated or alone on the last line. */
  | { readonly kind: "text" };
