import type { Reference } from "../enhancement/index.ts";
import { aggregationPrompt, CUT_OFF_NOTE, referencePrompt, type ReferencesPrompt } from "../messages/index.ts";
import type { Question } from "../question.ts";
import type { ChatMessage, PoolMember } from "../ports.ts";
import { fitReply } from "./fit-reply.ts";
import { fitReferences } from "./fit-references.ts";

/** A prompt that a member has room for, or why there is none. */
export type FittedMessages =
  | {
      readonly problem: null;
      readonly messages: readonly ChatMessage[];
      readonly maxOutputTokens: number;
      /** What was shortened, in words for the user; null when nothing was. */
      readonly note: string | null;
    }
  /** In words for the user. */
  | { readonly problem: string };

/** What a member is to be sent. */
interface Wanted {
  readonly question: Question;
  /** What the member reads, in order; none for the question alone. */
  readonly references: readonly NonNullable<Reference>[];
  /** Puts the references before the member; absent to have them merged. */
  readonly prompt?: ReferencesPrompt;
}

/**
 * A prompt for the question, with references or without, that leaves room for the reply.
 *
 * @param wantedTokens output tokens of the reply
 */
export function fitMessages(
  { question, references, prompt = aggregationPrompt }: Wanted,
  member: PoolMember,
  wantedTokens: number,
): FittedMessages {
  if (references.length === 0) {
    const messages = referencePrompt(question);
    const fitted = fitReply(member, messages, wantedTokens);
    return fitted.problem === null ? { ...fitted, messages, note: null } : fitted;
  }
  const shown = references.map(({ model, text, cutOff = false }) => {
    return { model, text: cutOff ? `${CUT_OFF_NOTE}\n\n${text.trim()}` : text };
  });
  const fitted = fitReferences({ question, references: shown, prompt }, member, wantedTokens);
  if (fitted.problem !== null) return fitted;
  const { shortened, texts, maxOutputTokens } = fitted;
  const note =
    shortened.length === 0 ? null : `Shortened to fit into the context of ${member.name}: ${shortened.join(", ")}.`;
  return { problem: null, messages: prompt(question, texts), maxOutputTokens, note };
}
