import type { RandomSource } from "../core/ports.ts";
import { pick, fill } from "./wording.ts";
import { ownOf, type Profile } from "./profiles.ts";
import { type Prompt, type PromptReference, quoteBeginning } from "./prompt.ts";
import { voices } from "./voices.ts";

/**
 * Returns the text of a reply to a question that the demo does not know: that it is simulated, and what a real answer
 * needs.
 */
export function writeExcuse(profile: Profile, { question, references }: Prompt, wording: RandomSource): string {
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

/** In a pool of real and simulated models a real answer goes through untouched: nothing here could judge it. */
function passOn({ id }: Profile, { text }: PromptReference): string {
  return `${label(id)}\n\nA simulated aggregator cannot weigh real answers; the first of them follows unchanged.\n\n${text}`;
}

const BEGINNING = "*Simulated reply of ";

/**
 * Returns the line that begins a reply without an answer: first, so that a reply cut off at the output limit keeps it.
 */
export function label(model: string): string {
  return `${BEGINNING}${model} (demo).*`;
}

/** Returns whether a reply carries the label. */
export function isLabelled(text: string): boolean {
  return text.includes(BEGINNING);
}
