import { picturesOf } from "../pictures.ts";
import type { ChatMessage } from "../ports.ts";
import {
  filled,
  type MergingTemplate,
  placesIn,
  type PromptTemplate,
  type RunPrompts,
  type Values,
} from "../prompts/index.ts";
import { fenced } from "../fenced.ts";
import { plainName } from "../plain-name.ts";
import type { Question } from "../question.ts";

const EXPERT = `You are an expert programmer who helps working engineers. Answer correctly and directly: say what to do and why, \
show complete code in fenced blocks with the language named, and mention the pitfalls that matter.`;

const AGGREGATE = `Several models have answered the user's latest question; their responses follow. Weigh each one critically: any of \
them may be wrong, incomplete or biased, and agreement alone proves nothing. Merge what is right into one response that is accurate, \
complete and well structured. Do not merely repeat a response, do not mention the responses or the models, and keep the format that \
the question asks for.`;

/** Heading of a numbered reference in the aggregation prompt; the simulated models parse it. */
export const REFERENCE_HEADING = /^### Response (\d+)$/m;

/** Precedes a reference that was cut off. It is not at the end, where an unclosed code block would swallow it. */
export const CUT_OFF_NOTE = "[Cut off at its output limit: the end is missing.]";

const COMPARE = `Several independent responses to the user's latest question follow. Find out what each of them concludes, and which \
conclusion most of them share. How convincing or how long a response is does not count, and neither does what you would answer yourself.`;

/** The words that end the aggregator's comparison of references; the number follows. */
export const MOST_CONSISTENT = "Most consistent: Response";

/** Separates the question from the request to compare its references. */
export const AFTER_QUESTION = "\n\n---\n\n";

const NAME_ONE = `Do not answer this question. Compare the responses to it, and name the one that stands best for what most of them \
conclude. End with one line of this form, with its number:\n{form}`;

/** The built-in prompts, in the form of the user's own prompts. */
export const ownPrompts = {
  question: { system: EXPERT, user: "{question}" },
  aggregation: {
    system: `{task}\n\n${AGGREGATE}\n\n{context}\n\n{references}`,
    user: "{question}",
    reference: "### Response {number}\n\n{response}",
  },
  comparison: {
    system: `${COMPARE}\n\n{context}\n\n{references}`,
    user: `{question}${AFTER_QUESTION}${NAME_ONE}`,
  },
} as const satisfies Required<RunPrompts>;

/**
 * Returns the messages for a referencer: the system message with the attached context, the conversation, the question.
 */
export function referencePrompt(question: Question): ChatMessage[] {
  const { system, user } = askedTemplate(question);
  const ofTask = question.system;
  const text = ofTask === undefined ? withContext(question, system) : joined([ofTask, contextSection(question)]);
  return compose(question, text, filled(user, { question: question.text }));
}

/**
 * Returns the messages for the aggregator (layout of Fig. 9). In the built-in prompt the text that draws share comes
 * first, and references are in the order of their priors, so that a server with prefix caching reuses as much as
 * possible.
 *
 * @param references the subset's texts, highest prior first, thinking left out
 */
export function aggregationPrompt(question: Question, references: readonly string[]): ChatMessage[] {
  return mergingPrompt(question, question.prompts?.aggregation ?? ownPrompts.aggregation, references);
}

/** Returns the messages that ask the aggregator which of some references agrees most with the others. */
export function comparisonPrompt(question: Question, references: readonly string[]): ChatMessage[] {
  return mergingPrompt(question, question.prompts?.comparison ?? ownPrompts.comparison, references);
}

/** Returns the messages that present references to a model, for merging or comparing. */
export type ReferencesPrompt = (question: Question, references: readonly string[]) => ChatMessage[];

function mergingPrompt(question: Question, template: MergingTemplate, references: readonly string[]): ChatMessage[] {
  const { system, user, reference = ownPrompts.aggregation.reference } = template;
  const asked = askedTemplate(question);
  const numbered = references.map((text, index) =>
    filled(reference, { number: String(index + 1), response: text.trim() }),
  );
  const values = {
    question: filled(asked.user, { question: question.text }),
    task: question.system === undefined ? asked.system && filled(asked.system, { context: null }) : question.system,
    references: numbered.length === 0 ? null : numbered.join("\n\n"),
    form: `${MOST_CONSISTENT} <number>`,
  };
  return compose(question, withContext(question, system, values), filled(user, values));
}

/** Returns the template for the user's questions. The question of a task is a prompt already. */
function askedTemplate({ system, prompts }: Question): PromptTemplate {
  return system === undefined ? (prompts?.question ?? ownPrompts.question) : ownPrompts.question;
}

/** Returns the text of a system message. It always includes the attachments: in their place, or else at the end. */
function withContext(question: Question, template: string | null, values: Values = {}): string {
  const context = contextSection(question);
  if (template === null) return joined([context]);
  return placesIn(template).includes("context")
    ? filled(template, { ...values, context })
    : joined([filled(template, values), context]);
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join("\n\n");
}

/** Returns the messages of a prompt within the question's conversation; without a system message when that is empty. */
function compose(question: Question, system: string, user: string): ChatMessage[] {
  const pictures = picturesOf(question);
  return [
    ...(system === "" ? [] : [{ role: "system", content: system } as const]),
    ...question.conversation,
    { role: "user", content: user, ...(pictures.length > 0 && { pictures }) },
  ];
}

/** Returns the attachments as text; null when there are none. */
function contextSection({ context }: Question): string | null {
  const texts = context.filter(({ picture }) => picture === undefined);
  const pictures = context.filter(({ picture }) => picture !== undefined).map(({ label }) => headingOf(label));
  const items = texts.map(({ label, text }) => `${headingOf(label)}\n${fenced(text)}`);
  const parts = [
    ...(items.length === 0 ? [] : [`The user attached this context:\n\n${items.join("\n\n")}`]),
    ...(pictures.length === 0
      ? []
      : [
          `The user attached pictures to the question: ${pictures.join(", ")}. If you cannot see them, go by the texts alone.`,
        ]),
  ];
  return parts.length === 0 ? null : parts.join("\n\n");
}

/** Returns a name for a line of its own, without the characters that would open a code block of Markdown. */
function headingOf(label: string): string {
  return plainName(label).replace(/`{3,}|~{3,}/g, "\uFFFD");
}
