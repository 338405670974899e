import { type Picture, picturesOf } from "../pictures.ts";
import type { ChatMessage } from "../ports.ts";
import { fenced } from "./fenced.ts";
import { plainName } from "./plain-name.ts";

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
  /** What form the answer has, where that is known: then answers can be compared exactly. */
  readonly answerForm?: AnswerForm;
}

/** The form of an answer that can be extracted from a reply. */
export type AnswerForm =
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "math" }
  /** A short answer, stated or alone on the last line. */
  | { readonly kind: "text" };

const EXPERT = `You are an expert programmer who helps working engineers. Answer correctly and directly: say what to do and why, \
show complete code in fenced blocks with the language named, and mention the pitfalls that matter.`;

const AGGREGATE = `Several models have answered the user's latest question; their responses follow. Weigh each one critically: any of \
them may be wrong, incomplete or biased, and agreement alone proves nothing. Merge what is right into one response that is accurate, \
complete and well structured. Do not merely repeat a response, do not mention the responses or the models, and keep the format that \
the question asks for.`;

/** Announces a numbered reference in the aggregation prompt; the simulated models read it back. */
export const REFERENCE_HEADING = /^### Response (\d+)$/m;

/** The messages a referencer gets: the expert's system message with the attached context, the conversation, the question. */
export function referencePrompt(question: Question): ChatMessage[] {
  return compose([...taskSection(question), ...contextSection(question)], question);
}

/**
 * The messages the aggregator gets (layout of Fig. 9). Everything that draws share comes first, and references stand in
 * the order of their priors, so that a server with prefix caching reuses as much as possible.
 *
 * @param references the subset's texts, highest prior first, thinking left out
 */
export function aggregationPrompt(question: Question, references: readonly string[]): ChatMessage[] {
  return compose([...taskSection(question), AGGREGATE, ...contextSection(question), ...numbered(references)], question);
}

const COMPARE = `Several independent responses to the user's latest question follow. Find out what each of them concludes, and which \
conclusion most of them share. How convincing or how long a response is does not count, and neither does what you would answer yourself.`;

/** What the aggregator is to end with when it compares references; the number follows. */
export const MOST_CONSISTENT = "Most consistent: Response";

/** Stands between the question and the request to compare its references. */
export const AFTER_QUESTION = "\n\n---\n\n";

const NAME_ONE = `Do not answer this question. Compare the responses to it, and name the one that stands best for what most of them \
conclude. End with one line of this form, with its number:\n${MOST_CONSISTENT} <number>`;

/** The messages with which the aggregator is asked which of some references agrees most with the others. */
export function comparisonPrompt(question: Question, references: readonly string[]): ChatMessage[] {
  const asked = { ...question, text: `${question.text}${AFTER_QUESTION}${NAME_ONE}` };
  return compose([COMPARE, ...contextSection(question), ...numbered(references)], asked);
}

/** Puts references before a model, for some purpose. */
export type ReferencesPrompt = (question: Question, references: readonly string[]) => ChatMessage[];

function numbered(references: readonly string[]): string[] {
  return references.map((text, index) => `### Response ${index + 1}\n\n${text.trim()}`);
}

function compose(system: readonly string[], question: Question): ChatMessage[] {
  const pictures = picturesOf(question);
  return [
    ...(system.length > 0 ? [{ role: "system", content: system.join("\n\n") } as const] : []),
    ...question.conversation,
    { role: "user", content: question.text, ...(pictures.length > 0 && { pictures }) },
  ];
}

function taskSection({ system = EXPERT }: Question): string[] {
  return system === null ? [] : [system];
}

function contextSection({ context }: Question): string[] {
  const texts = context.filter(({ picture }) => picture === undefined);
  const pictures = context.filter(({ picture }) => picture !== undefined).map(({ label }) => headingOf(label));
  const items = texts.map(({ label, text }) => `${headingOf(label)}\n${fenced(text)}`);
  return [
    ...(items.length === 0 ? [] : [`The user attached this context:\n\n${items.join("\n\n")}`]),
    ...(pictures.length === 0
      ? []
      : [
          `The user attached pictures to the question: ${pictures.join(", ")}. If you cannot see them, go by the texts alone.`,
        ]),
  ];
}

/** A name that begins no block of Markdown, on a line of its own. */
function headingOf(label: string): string {
  return plainName(label).replace(/`{3,}|~{3,}/g, "\uFFFD");
}
