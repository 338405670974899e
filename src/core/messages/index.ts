/** What models are sent: questions, references to be merged or compared, and the request for a question's keywords. */
export { KEYWORD_REPLIES, keywordLimit, keywordMessages, TYPICAL_KEYWORD_TOKENS } from "./keyword-request.ts";
export {
  AFTER_QUESTION,
  aggregationPrompt,
  comparisonPrompt,
  CUT_OFF_NOTE,
  MOST_CONSISTENT,
  REFERENCE_HEADING,
  referencePrompt,
  type ReferencesPrompt,
} from "./prompts.ts";
export { type FailedExample, REPAIR_HEADING, repairQuestion } from "./repair-question.ts";
export { KEYWORDS_HEADING, KEYWORDS_WANTED, skillPrompt } from "./skill-prompt.ts";
