/** What skills a question takes, and which models have them (Symbolic-MoE). */
export { askKeywords, keywordMember } from "./ask-keywords.ts";
export { drawExperts, EXPERTS, expertWeights } from "./experts.ts";
export { matchKeywords } from "./match-keywords.ts";
export { readKeywords } from "./read-keywords.ts";
export { rankBySkills } from "./select-by-skills.ts";
export { labelsAsSkills } from "./skill-index.ts";
export { suitabilities } from "./skill-profile.ts";
