import { type LanguageOf, type ReadingCheck, TaskError } from "../task-check.ts";
import { judged } from "../verdict.ts";
import { argumentsOf, type Instruction } from "./instruction.ts";
import { countSentences } from "./sentences.ts";
import { capitalWords, hasWord, isLowerCase, isUpperCase, occurrences, wordsIn } from "./words.ts";

/** The two usual markers may contain blanks. */
const markers = new Map([
  ["P.S.", /p\.\s?s\./iu],
  ["P.P.S", /p\.\s?p\.\s?s/iu],
]);

const constrained = ["My answer is yes.", "My answer is no.", "My answer is maybe."];

/** IFEval's 25 instructions by their names. */
const all: Readonly<Record<string, Instruction>> = {
  // Keywords are plain texts, never patterns: a task must not bring regular expressions of its own.
  "keywords:existence": (reply, given) => given.texts("keywords").every((keyword) => occurrences(reply, keyword) > 0),
  "keywords:forbidden_words": (reply, given) => !given.texts("forbidden_words").some((word) => hasWord(reply, word)),
  "keywords:frequency": (reply, given) =>
    given.holds("relation", occurrences(reply, given.text("keyword")), given.count("frequency")),
  "keywords:letter_frequency": (reply, given) =>
    given.holds("let_relation", occurrences(reply, given.text("letter")), given.count("let_frequency")),

  /** A text whose language cannot be detected, for example because it is too short, counts as following. */
  "language:response_language": (reply, given, languageOf) => {
    const found = languageOf(reply);
    return found === null || found === given.text("language");
  },

  "length_constraints:number_words": (reply, given) =>
    given.holds("relation", wordsIn(reply).length, given.count("num_words")),

  "length_constraints:number_sentences": (reply, given) =>
    given.holds("relation", countSentences(reply), given.count("num_sentences")),

  /** Paragraphs are separated by Markdown's `***`; an empty paragraph in the middle breaks the rule. */
  "length_constraints:number_paragraphs": (reply, given) => {
    const paragraphs = reply.split(/\s?\*\*\*\s?/u).map((paragraph) => paragraph.trim());
    if (paragraphs.slice(1, -1).includes("")) return false;
    return paragraphs.filter((paragraph) => paragraph !== "").length === given.count("num_paragraphs");
  },

  /** Paragraphs are separated by empty lines here; the first word is compared without punctuation and case. */
  "length_constraints:nth_paragraph_first_word": (reply, given) => {
    const paragraphs = reply.split("\n\n").map((paragraph) => paragraph.trim());
    const count = paragraphs.filter((paragraph) => paragraph !== "").length;
    const nth = given.count("nth_paragraph");
    const wanted = given.text("first_word").toLowerCase();
    const [first = ""] = (nth <= count ? (paragraphs[nth - 1] ?? "") : "").split(/\s+/u);
    const word =
      first
        .replace(/^'+/u, "")
        .replace(/^"+/u, "")
        .split(/[.,?!'"]/u)[0] ?? "";
    return count === given.count("num_paragraphs") && word.toLowerCase() === wanted;
  },

  "detectable_content:number_placeholders": (reply, given) => placeholders(reply) >= given.count("num_placeholders"),

  "detectable_content:postscript": (reply, given) => {
    const marker = given.text("postscript_marker");
    return markers.get(marker)?.test(reply) ?? reply.toLowerCase().includes(marker.toLowerCase());
  },

  "detectable_format:number_bullet_lists": (reply, given) => {
    const stars = reply.match(/^[^\S\n\r\u2028\u2029]*\*[^*].*$/gmu) ?? [];
    const dashes = reply.match(/^[^\S\n\r\u2028\u2029]*-.*$/gmu) ?? [];
    return stars.length + dashes.length === given.count("num_bullets");
  },

  "detectable_format:constrained_response": (reply) => constrained.some((option) => reply.includes(option)),

  /** `*so*` counts once, `**so**` once. */
  "detectable_format:number_highlighted_sections": (reply, given) => {
    const single = (reply.match(/\*[^\n*]*\*/gu) ?? []).filter((text) => text.replaceAll("*", "").trim() !== "");
    const double = (reply.match(/\*\*[^\n*]*\*\*/gu) ?? []).filter((text) => text.slice(2, -2).trim() !== "");
    return single.length + double.length >= given.count("num_highlights");
  },

  "detectable_format:multiple_sections": (reply, given) =>
    occurrencesOfSections(reply, given.text("section_spliter")) >= given.count("num_sections"),

  "detectable_format:json_format": (reply) => {
    const inner = reply
      .trim()
      .replace(/^```(?:json|Json|JSON)?/u, "")
      .replace(/```$/u, "");
    try {
      JSON.parse(inner);
      return true;
    } catch {
      return false;
    }
  },

  "detectable_format:title": (reply) =>
    reply.split("\n").some((line) => {
      const [open, close] = [line.indexOf("<<"), line.lastIndexOf(">>")];
      const title = open === -1 ? "" : line.slice(open, Math.max(open, close));
      return (
        title
          .replace(/^<+/u, "")
          .replace(/(?<!>)>+$/u, "")
          .trim() !== ""
      );
    }),

  "combination:repeat_prompt": (reply, given) =>
    reply.trim().toLowerCase().startsWith(given.text("prompt_to_repeat").toLowerCase()),

  /** Two different replies, separated by six asterisks and nothing else. */
  "combination:two_responses": (reply) => {
    const parts = reply.split("******").map((part) => part.trim());
    if (parts.slice(1, -1).includes("")) return false;
    const [first, second, ...more] = parts.filter((part) => part !== "");
    return first !== undefined && second !== undefined && more.length === 0 && first !== second;
  },

  "change_case:capital_word_frequency": (reply, given) =>
    given.holds("capital_relation", capitalWords(reply), given.count("capital_frequency")),
  "change_case:english_capital": (reply, _given, languageOf) => isUpperCase(reply) && isEnglish(reply, languageOf),
  "change_case:english_lowercase": (reply, _given, languageOf) => isLowerCase(reply) && isEnglish(reply, languageOf),

  "startend:end_checker": (reply, given) =>
    reply
      .trim()
      .replace(/^"+|(?<!")"+$/gu, "")
      .toLowerCase()
      .endsWith(given.text("end_phrase").toLowerCase()),

  "startend:quotation": (reply) => {
    const text = reply.trim();
    return text.length > 1 && text.startsWith('"') && text.endsWith('"');
  },

  "punctuation:no_comma": (reply) => !reply.includes(","),
};

/** The names of the instructions that can be checked: IFEval's 25. */
export const instructionIds: readonly string[] = Object.keys(all);

/**
 * Instructions that a program can verify: the reply follows every one of them (IFEval's strict accuracy of a prompt).
 */
export const instructionsCheck: ReadingCheck<"instructions"> = {
  title: "instructions",
  typicalOutput: 350,
  version: 1,
  judge({ ids, kwargs }, reply, { languageOf }) {
    if (ids.length === 0 || ids.length !== kwargs.length) {
      throw new TaskError(`The task has ${ids.length} instructions and arguments for ${kwargs.length}.`);
    }
    const broken = ids.filter((id, index) => {
      const instruction = Object.hasOwn(all, id) ? all[id] : undefined;
      if (instruction === undefined) throw new TaskError(`The instruction ${id} cannot be checked.`);
      const follows = instruction(reply, argumentsOf(id, kwargs[index] ?? {}), languageOf);
      return reply.trim() === "" || !follows;
    });
    if (broken.length === 0) return judged(true, `The reply follows all ${ids.length} instructions.`);
    return judged(false, `The reply breaks ${broken.join(", ")}.`);
  },
};

/**
 * Returns how many pairs of brackets, each within one line, a text has. Scans no line twice, however many brackets stay
 * open.
 */
function placeholders(text: string): number {
  let count = 0;
  for (const line of text.split(/[\n\r\u2028\u2029]/u)) {
    let open = line.indexOf("[");
    while (open !== -1) {
      const close = line.indexOf("]", open);
      if (close === -1) break;
      count += 1;
      open = line.indexOf("[", close);
    }
  }
  return count;
}

/** Returns how many sections of a reply begin with the word and a number: "SECTION 1". */
function occurrencesOfSections(reply: string, word: string): number {
  let count = 0;
  for (let at = reply.indexOf(word); at !== -1; at = reply.indexOf(word, at + word.length)) {
    if (/^\s?\d/u.test(reply.slice(at + word.length, at + word.length + 2))) count += 1;
  }
  return count;
}

function isEnglish(reply: string, languageOf: LanguageOf): boolean {
  return (languageOf(reply) ?? "en") === "en";
}
