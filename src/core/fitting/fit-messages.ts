import type { Reference } from "../enhancement/index.ts";
import { aggregationPrompt, CUT_OFF_NOTE, referencePrompt, type ReferencesPrompt } from "../messages/index.ts";
import type { Question } from "../question.ts";
import type { ChatMessage, PoolMember } from "../ports.ts";
import { fitReply } from "./fit-reply.ts";
import { fitReferences } from "./fit-references.ts";

/** A prompt that fits into a member's context, or why none does. */
type FittedMessages =
  | {
      readonly problem: null;
      readonly messages: readonly ChatMessage[];
      readonly maxOutputTokens: number;
      /** Says what was shortened, in words for the user; null when nothing was. */
      readonly note: string | null;
    }
  /** In words for the user. */
  | { readonly problem: string };

/** The content for a member. */
interface Wanted {
  readonly question: Question;
  /** References that the member reads, in order; none for the question alone. */
  readonly references: readonly NonNullable<Reference>[];
  /** Presents the references to the member; absent for merging. */
  readonly prompt?: ReferencesPrompt;
}

/**
 * Returns a prompt for the question, with or without references, that leaves room for the reply.
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
