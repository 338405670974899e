/** Reads what a reply states: its answer, formula, choice or code, and whether two of them say the same. */
export { lastBoxed } from "./boxed.ts";
export { choiceIn } from "./choice-in-reply.ts";
export { codeBlocks, comparedTexts } from "./compared-texts.ts";
export { type FencedBlock, fencedBlocks } from "./fenced-blocks.ts";
export { sameLiteral } from "./literal.ts";
export { mathAnswerIn } from "./math-in-reply.ts";
export { answerIn, type ReadAnswer, readAnswers } from "./read-answers.ts";
export { partiesOf, type Party, sameAnswerTo } from "./same-answer.ts";
export { exactAnswers } from "./text-in-reply.ts";
export { looksWhole } from "./whole-code.ts";
