import type { RandomSource } from "../core/ports.ts";
import { fenced } from "../core/fenced.ts";
import type { AnswerForm, KnownQuestion } from "./known-questions.ts";
import { pick, fill } from "./wording.ts";
import type { Profile } from "./profiles.ts";
import { voices } from "./voices.ts";

const CLOSING_SHARE = 0.6;

/** Openings of answers in prose; the voices' own sentences speak of code. */
const proseOpenings = {
  own: [
    "I looked at each possibility; one fits.",
    "This is what I would settle on.",
    "In short, there is one good answer.",
  ],
  merged: ["Weighing the responses, this one stands.", "The responses come down to this.", "Taken together:"],
} as const;

/** An answer that a model gives, of its own or merged of references. */
interface GivenAnswer {
  readonly answer: string;
  readonly merges: boolean;
}

/**
 * Returns the text of a reply that gives an answer. A reply whose form the question prescribes is the answer alone:
 * that is what such questions test.
 */
export function writeAnswer(
  profile: Profile,
  { form, reference, otherWords = [], isEveryday = false }: KnownQuestion,
  { answer, merges }: GivenAnswer,
  wording: RandomSource,
): string {
  switch (form.kind) {
    case "code":
      return writeCode(profile, form, { answer, merges }, wording);
    case "prose":
      // An everyday answer is written out: it begins by itself.
      if (isEveryday) return answer === reference ? pick([reference, ...otherWords], wording) : answer;
      return [pick(merges ? proseOpenings.merged : proseOpenings.own, wording), answer].join("\n\n");
    case "whole":
      return answer;
  }
}

/** Opening, one code block, explanation. */
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
