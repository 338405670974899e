import type { RandomSource } from "../core/ports.ts";
import { derivedSeed, randomStream } from "../core/random.ts";
import { sameAnswer } from "./answers.ts";
import { chooseAnswer } from "./choose-answer.ts";
import { compareReferences } from "./compare-references.ts";
import { type KnownQuestions, findKnown, isChinese } from "./known-questions.ts";
import { pick, fill } from "./wording.ts";
import type { Profile } from "./profiles.ts";
import type { Prompt } from "./prompt.ts";
import { writeAnswer } from "./write-answer.ts";
import { writeExcuse } from "./write-excuse.ts";
import { writeKeywords } from "./write-keywords.ts";

/** What a simulated model says. */
export interface SimulatedReply {
  /** Empty for models that do not think. */
  readonly thinking: string;
  readonly text: string;
  /** Whether its answer is wrong, which shows in the log-probabilities. */
  readonly wrong: boolean;
}

/** Which of the independent replies to a prompt is meant. */
export interface Draw {
  readonly seed: number;
  readonly choice: number;
}

/**
 * Returns the reply of a simulated model: as the aggregator when the prompt holds references, be it to merge or to
 * compare them, else as a referencer. It depends on nothing but the arguments.
 */
export function simulatedReply(profile: Profile, known: KnownQuestions, prompt: Prompt, draw: Draw): SimulatedReply {
  const wording = drawStream("wording", profile, prompt, draw);
  const question = findKnown(known, prompt.similar ?? prompt.question);
  if (prompt.wanted === "keywords") {
    const thinking = think("describing", profile, wording);
    return { thinking, text: writeKeywords(question), wrong: false };
  }
  if (prompt.wanted === "comparison" && prompt.references.length > 0) {
    const thinking = think("merging", profile, wording);
    return { thinking, ...compareReferences(profile, question, prompt.references, wording) };
  }
  if (question === undefined) {
    return {
      thinking: think("declining", profile, wording),
      text: writeExcuse(profile, prompt, wording),
      wrong: false,
    };
  }
  const merges = prompt.references.length > 0;
  // Not from the whole prompt: whether a model is right must not change with the wording of the system message.
  const random = randomStream(draw.seed, `${draw.choice}/${question.id}/${profile.id}/judgement`);
  const answer = chooseAnswer({ profile, known, question, random }, prompt.references);
  return {
    thinking: think(merges ? "merging" : "answering", profile, wording),
    text: noticeOf(prompt) + writeAnswer(profile, question, { answer, merges }, wording),
    wrong: !sameAnswer(answer, question.reference),
  };
}

/**
 * Returns a notice that the answer belongs to a similar question; nothing where it belongs to the one that was asked.
 */
function noticeOf({ similar }: Prompt): string {
  if (similar === undefined) return "";
  const quoted = `“${similar}”`;
  return `${isChinese(similar) ? `演示模型对类似问题的回答：${quoted}` : `Demo answer to a similar question: ${quoted}`}\n\n`;
}

/** Returns a stream of random numbers that belongs to one reply. */
export function drawStream(stage: string, { id }: Profile, { whole }: Prompt, { seed, choice }: Draw): RandomSource {
  return randomStream(derivedSeed(seed, whole), `${choice}/${stage}/${id}`);
}

function think(kind: keyof typeof thoughts, { id, thinking }: Profile, wording: RandomSource): string {
  return thinking === null ? "" : fill(pick(thoughts[kind], wording), { model: id });
}

/** What a thinking model sends as its thinking: short, and honest about there being none. */
const thoughts = {
  answering: [
    "This thinking is simulated: {model} looks the question up in the starter bank. It is there, so a prepared solution follows.",
    "No real reasoning happens here, this is the demo's {model}. The question belongs to the starter bank; I choose one of the solutions stored for it.",
    "Simulated thinking. I recognise the question from the starter bank and fetch what the demo has for it.",
  ],
  merging: [
    "This thinking is simulated: {model} compares the code of the responses with what the starter bank holds and keeps one version.",
    "No real reasoning happens here, this is the demo's {model}. I look at the code in each response and settle on one.",
    "Simulated thinking. Several responses lie before me; I compare their code and choose.",
  ],
  describing: [
    "This thinking is simulated: {model} looks up what the starter bank files the question under.",
    "No real reasoning happens here, this is the demo's {model}. I name the field that the question belongs to.",
    "Simulated thinking. Keywords are wanted, and the demo has them for the questions that it knows.",
  ],
  declining: [
    "This thinking is simulated: {model} looks for the question in the starter bank. It is not there, so I have no answer.",
    "No real reasoning happens here, this is the demo's {model}. The question is unknown to the demo, and I should say so.",
    "Simulated thinking. The starter bank does not hold this question, so the honest reply is that I cannot know.",
  ],
} as const;
