import * as v from "valibot";
import { plainLine } from "../plain-line.ts";

/** Maximum number of keywords of a question. */
const MOST_KEYWORDS = 12;
/** Maximum number of characters of a keyword. */
const LONGEST_KEYWORD = 60;
/** Characters that are read of a text; text far beyond a keyword's length is ignored. */
const READ = 4 * LONGEST_KEYWORD;

/** Returns untrusted text as a keyword: one line in lower case, cut to its limit. The result may be empty. */
function keywordOf(text: string): string {
  return plainLine(text.trim().slice(0, READ).toLowerCase(), LONGEST_KEYWORD);
}

/** Returns the distinct keywords in their order, without empty ones. */
export function keywordsOf(texts: readonly string[], most = MOST_KEYWORDS): string[] {
  return [...new Set(texts.map(keywordOf))].filter((keyword) => keyword !== "").slice(0, most);
}

/** The skills of a bank question. */
export const skillsSchema = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.check(
        (text) => Array.from(text.trim().slice(0, READ)).length <= LONGEST_KEYWORD,
        `must have at most ${LONGEST_KEYWORD} characters`,
      ),
    ),
  ),
  v.maxLength(MOST_KEYWORDS, `must be at most ${MOST_KEYWORDS} keywords`),
  v.transform((texts) => keywordsOf(texts)),
);
