import type { Instructions } from "./instruction.ts";
import { hasWord, occurrences } from "./words.ts";

/** Keywords are texts here, never patterns: a model's task must not bring regular expressions of its own. */
export const keywords: Instructions = {
  "keywords:existence": (reply, given) => given.texts("keywords").every((keyword) => occurrences(reply, keyword) > 0),
  "keywords:forbidden_words": (reply, given) => !given.texts("forbidden_words").some((word) => hasWord(reply, word)),
  "keywords:frequency": (reply, given) =>
    given.holds("relation", occurrences(reply, given.text("keyword")), given.count("frequency")),
  "keywords:letter_frequency": (reply, given) =>
    given.holds("let_relation", occurrences(reply, given.text("letter")), given.count("let_frequency")),
};
