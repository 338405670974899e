/** What skills a question takes, and which models have them (Symbolic-MoE). */
export {
  askKeywords,
  KEYWORD_REPLIES,
  keywordLimit,
  keywordMember,
  keywordMessages,
  TYPICAL_KEYWORD_TOKENS,
} from "./ask-keywords.ts";
export { drawExperts, EXPERTS, expertWeights } from "./experts.ts";
export { matchKeywords } from "./match-keywords.ts";
export { readKeywords } from "./read-keywords.ts";
export { rankBySkills } from "./select-by-skills.ts";
export { labelsAsSkills } from "./skill-index.ts";
export { suitabilities } from "./skill-profile.ts";
export { KEYWORDS_HEADING, skillPrompt } from "./skill-prompt.ts";
