import type { Instructions } from "./instruction.ts";
import { countSentences } from "./sentences.ts";
import { wordsIn } from "./words.ts";

export const lengthConstraints: Instructions = {
  "length_constraints:number_words": (reply, given) =>
    given.holds("relation", wordsIn(reply).length, given.count("num_words")),

  "length_constraints:number_sentences": (reply, given) =>
    given.holds("relation", countSentences(reply), given.count("num_sentences")),

  /** Paragraphs are separated by Markdown's `***`; an empty one in the middle breaks the rule. */
  "length_constraints:number_paragraphs": (reply, given) => {
    const paragraphs = reply.split(/\s?\*\*\*\s?/u).map((paragraph) => paragraph.trim());
    if (paragraphs.slice(1, -1).includes("")) return false;
    return paragraphs.filter((paragraph) => paragraph !== "").length === given.count("num_paragraphs");
  },

  /** Paragraphs are separated by empty lines here; the first word counts without punctuation and case. */
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
};
