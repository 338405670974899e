import type { RandomSource } from "../core/ports.ts";
import { isLabelled, label } from "./label.ts";
import { pick } from "./pick.ts";
import { ownOf } from "./profile.ts";
import type { Profile } from "./profiles.ts";
import { type Prompt, type PromptReference, quoteBeginning } from "./prompt.ts";
import { fill } from "./template.ts";
import { voices } from "./voices/voices.ts";

/** The text of a reply to a question that the demo does not know: that it is simulated, and what a real answer needs. */
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
