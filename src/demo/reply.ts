import { fenced } from "../core/fenced.ts";
import type { RandomSource } from "../core/ports.ts";
import { derivedSeed, randomStream } from "../core/random.ts";
import { sameAnswer } from "./answers.ts";
import { chooseAnswer } from "./choose-answer.ts";
import { compareReferences } from "./compare-references.ts";
import { type AnswerForm, findKnown, isChinese, type KnownQuestion, type KnownQuestions } from "./known-questions.ts";
import { ownOf, type Profile } from "./profiles.ts";
import { type Prompt, type PromptReference, quoteBeginning } from "./prompt.ts";
import { voices } from "./voices.ts";
import { fill, pick } from "./wording.ts";
import { writeKeywords } from "./write-keywords.ts";

/** The reply of a simulated model. */
export interface SimulatedReply {
  /** Empty for models that do not think. */
  readonly thinking: string;
  readonly text: string;
  /** Whether its answer is wrong, which the log-probabilities show. */
  readonly wrong: boolean;
}

/** Selects one of the independent replies to a prompt. */
export interface Draw {
  readonly seed: number;
  readonly choice: number;
}

const CLOSING_SHARE = 0.6;

/** Openings of answers in prose, because the voices' own sentences are about code. */
const proseOpenings = {
  own: [
    "I looked at each possibility; one fits.",
    "This is what I would settle on.",
    "In short, there is one good answer.",
  ],
  merged: ["Weighing the responses, this one stands.", "The responses come down to this.", "Taken together:"],
} as const;

/** An answer that a model gives, either its own or merged from references. */
interface GivenAnswer {
  readonly answer: string;
  readonly merges: boolean;
}

/**
 * Returns the reply of a simulated model: as the aggregator when the prompt holds references, whether to merge or to
 * compare them, else as a referencer. It depends only on the arguments.
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

/** Returns a notice that the answer belongs to a similar question; empty when it belongs to the user's own question. */
function noticeOf({ similar }: Prompt): string {
  if (similar === undefined) return "";
  const quoted = `“${similar}”`;
  return `${isChinese(similar) ? `演示模型对类似问题的回答：${quoted}` : `Demo answer to a similar question: ${quoted}`}\n\n`;
}

/** Returns the random stream that belongs to one reply. */
export function drawStream(stage: string, { id }: Profile, { whole }: Prompt, { seed, choice }: Draw): RandomSource {
  return randomStream(derivedSeed(seed, whole), `${choice}/${stage}/${id}`);
}

function think(kind: keyof typeof thoughts, { id, thinking }: Profile, wording: RandomSource): string {
  return thinking === null ? "" : fill(pick(thoughts[kind], wording), { model: id });
}

/** The text that a thinking model sends as its thinking: short, and honest about being simulated. */
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

/**
 * Returns the reply to a question that the demo does not know. It says that it is simulated, and what a real answer
 * needs.
 */
function writeExcuse(profile: Profile, { question, references }: Prompt, wording: RandomSource): string {
  const { cannotKnow, cannotMerge, needed } = voices[profile.voice];
  // The demo does not know the question, so a reply without the label comes from a real model.
  const real = references.find(({ text }) => !isLabelled(text));
  if (real !== undefined) return passOn(profile, real);
  const slots = {
    model: profile.id,
    question: quoteBeginning(question),
    replied: references.length === 1 ? "1 simulated model replied" : `${references.length} simulated models replied`,
  };
  const reason = references.length > 0 ? pick(cannotMerge, wording) : ownOf(cannotKnow, profile);
  return `${label(profile.id)}\n\n${fill(reason, slots)} ${fill(pick(needed, wording), slots)}`;
}

/** Returns a real model's answer unchanged, in a pool of real and simulated models: nothing here could judge it. */
function passOn({ id }: Profile, { text }: PromptReference): string {
  return `${label(id)}\n\nA simulated aggregator cannot weigh real answers; the first of them follows unchanged.\n\n${text}`;
}

const BEGINNING = "*Simulated reply of ";

/** Returns the first line of a reply without an answer. It comes first so that a cut-off reply keeps it. */
export function label(model: string): string {
  return `${BEGINNING}${model} (demo).*`;
}

/** Returns whether a reply carries the label. */
export function isLabelled(text: string): boolean {
  return text.includes(BEGINNING);
}

/**
 * Returns the text of a reply that gives an answer. When the question prescribes the reply's form, the reply is the
 * answer alone: that is what such questions test.
 */
function writeAnswer(
  profile: Profile,
  { form, reference, otherWords = [], isEveryday = false }: KnownQuestion,
  { answer, merges }: GivenAnswer,
  wording: RandomSource,
): string {
  switch (form.kind) {
    case "code":
      return writeCode(profile, form, { answer, merges }, wording);
    case "prose":
      // An everyday answer is complete and needs no opening.
      if (isEveryday) return answer === reference ? pick([reference, ...otherWords], wording) : answer;
      return [pick(merges ? proseOpenings.merged : proseOpenings.own, wording), answer].join("\n\n");
    case "whole":
      return answer;
  }
}

/** Returns an opening, one code block and an explanation. */
function writeCode(
  { id, voice }: Profile,
  { entryPoint, language }: Extract<AnswerForm, { kind: "code" }>,
  { answer, merges }: GivenAnswer,
  wording: RandomSource,
): string {
  const { layout, intro, merged, how, pitfall, closing } = voices[voice];
  const slots = { model: id, code: entryPoint === undefined ? "this code" : `\`${entryPoint}\`` };
  const say = (templates: readonly string[]): string => fill(pick(templates, wording), slots);
  const opening = say(merges ? merged : intro);
  const remarks = [say(how), say(pitfall)];
  if (wording() < CLOSING_SHARE) remarks.push(say(closing));
  const explanation = layout === "bullets" ? remarks.map((remark) => `- ${remark}`).join("\n") : remarks.join(" ");
  return [opening, fenced(answer.trimEnd(), language), explanation].join("\n\n");
}
