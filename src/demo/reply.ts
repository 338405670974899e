import type { RandomSource } from "../core/ports.ts";
import { derivedSeed, randomStream } from "../core/random.ts";
import { sameAnswer } from "./answer-in.ts";
import { mergedAnswer, ownAnswer } from "./choose-answer.ts";
import { compareReferences } from "./compare-references.ts";
import { type KnownQuestion, type KnownQuestions, findKnown, isChinese } from "./known-questions.ts";
import { pick } from "./pick.ts";
import type { Profile } from "./profiles.ts";
import type { Prompt } from "./prompt.ts";
import { fill } from "./template.ts";
import { thoughts } from "./thoughts.ts";
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
 * The reply of a simulated model: as the aggregator when the prompt holds references, be it to merge or to compare them,
 * else as a referencer. It depends
 * on nothing but the arguments.
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
  const answer = chooseAnswer(profile, known, question, prompt, draw);
  return {
    thinking: think(merges ? "merging" : "answering", profile, wording),
    text: noticeOf(prompt) + writeAnswer(profile, question, answer, merges, wording),
    wrong: !sameAnswer(answer, question.reference),
  };
}

/** Says that the answer belongs to a similar question; nothing where it belongs to the one that was asked. */
function noticeOf({ similar }: Prompt): string {
  if (similar === undefined) return "";
  const quoted = `“${similar}”`;
  return `${isChinese(similar) ? `演示模型对类似问题的回答：${quoted}` : `Demo answer to a similar question: ${quoted}`}\n\n`;
}

/** A stream of random numbers that belongs to one reply. */
export function drawStream(stage: string, { id }: Profile, { whole }: Prompt, { seed, choice }: Draw): RandomSource {
  return randomStream(derivedSeed(seed, whole), `${choice}/${stage}/${id}`);
}

function chooseAnswer(
  profile: Profile,
  known: KnownQuestions,
  question: KnownQuestion,
  { references }: Prompt,
  draw: Draw,
): string {
  // Not from the whole prompt: whether a model is right must not change with the wording of the system message.
  const random = randomStream(draw.seed, `${draw.choice}/${question.id}/${profile.id}/judgement`);
  return mergedAnswer(profile, known, question, references, random) ?? ownAnswer(profile, known, question, random);
}

function think(kind: keyof typeof thoughts, { id, thinking }: Profile, wording: RandomSource): string {
  return thinking === null ? "" : fill(pick(thoughts[kind], wording), { model: id });
}
