import {
  AFTER_QUESTION,
  CUT_OFF_NOTE,
  KEYWORDS_HEADING,
  MOST_CONSISTENT,
  REFERENCE_HEADING,
  REPAIR_HEADING,
} from "../core/messages/index.ts";
import { codeBlocks } from "../core/reading/index.ts";

/** One received message, its text parts joined. */
interface PromptMessage {
  readonly role: string;
  readonly content: string;
}

/** A reference in an aggregation prompt. */
export interface PromptReference {
  readonly text: string;
  /** Its first code block, null without one. */
  readonly code: string | null;
}

/** A conversation in the form that a simulated model reads. */
export interface Prompt {
  /** The last user message; for a correction the one before, which asks the question. */
  readonly question: string;
  /** The numbered references of an aggregation prompt; empty for other prompts. */
  readonly references: readonly PromptReference[];
  /**
   * An answer, merged from the references if there are any; a comparison of the references; or the question's keywords.
   */
  readonly wanted: "answer" | "comparison" | "keywords";
  /** The known question that is answered in place of the user's; absent when it is the same. */
  readonly similar?: string;
  /** The whole conversation, for hashing. */
  readonly whole: string;
}

/** Reads the messages of a request. */
export function readPrompt(messages: readonly PromptMessage[]): Prompt {
  const system = messages.filter(({ role }) => role === "system" || role === "developer");
  const users = messages.filter(({ role }) => role === "user").map(({ content }) => content);
  const last = users.at(-1) ?? "";
  // A correction answers the question before it once more.
  const message = last.startsWith(REPAIR_HEADING) ? (users.at(-2) ?? last) : last;
  const isComparison = message.includes(MOST_CONSISTENT);
  const end = isComparison ? message.lastIndexOf(AFTER_QUESTION) : -1;
  return {
    // A user's own prompt may have no such mark.
    question: end < 0 ? message : message.slice(0, end),
    wanted: system.some(({ content }) => KEYWORDS_HEADING.test(content))
      ? "keywords"
      : isComparison
        ? "comparison"
        : "answer",
    references: system.flatMap(({ content }) => referencesIn(content)),
    whole: JSON.stringify(messages.map(({ role, content }) => [role, content])),
  };
}

function referencesIn(system: string): PromptReference[] {
  // Splitting at a pattern with one group gives: preceding text, number, reference, number, reference, ...
  return system
    .split(new RegExp(REFERENCE_HEADING, "gm"))
    .filter((_, index) => index > 0 && index % 2 === 0)
    .map((text) => ({ text: text.replace(CUT_OFF_NOTE, "").trim(), code: codeBlocks(text)[0] ?? null }));
}

/** Returns the beginning of a text as a quotation on one line. */
export function quoteBeginning(text: string): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words === "") return "an empty question";
  const characters = Array.from(words);
  const beginning = characters.length <= QUOTED_CHARACTERS ? words : cutAtWord(characters);
  // Backticks would open code that never closes; brackets and angle brackets would open links and tags.
  return `“${beginning.replace(/[`<>[\]*_|]/g, "")}”`;
}

const QUOTED_CHARACTERS = 60;

function cutAtWord(characters: readonly string[]): string {
  const cut = characters.slice(0, QUOTED_CHARACTERS).join("");
  return `${cut.replace(/\s\S*$/, "")}…`;
}
