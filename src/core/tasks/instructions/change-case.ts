import type { LanguageOf } from "../task-check.ts";
import type { Instructions } from "./instruction.ts";
import { capitalWords, isLowerCase, isUpperCase } from "./words.ts";

export const changeCase: Instructions = {
  "change_case:capital_word_frequency": (reply, given) =>
    given.holds("capital_relation", capitalWords(reply), given.count("capital_frequency")),
  "change_case:english_capital": (reply, _given, languageOf) => isUpperCase(reply) && isEnglish(reply, languageOf),
  "change_case:english_lowercase": (reply, _given, languageOf) => isLowerCase(reply) && isEnglish(reply, languageOf),
};

function isEnglish(reply: string, languageOf: LanguageOf): boolean {
  return (languageOf(reply) ?? "en") === "en";
}
