import { aggregationPrompt, type ReferencesPrompt } from "../messages/index.ts";
import type { Question } from "../question.ts";
import type { PoolMember } from "../ports.ts";
import { contextOf } from "../context-room.ts";
import { doesNotFit } from "./fit-reply.ts";
import { commonLength, shorten } from "../shorten.ts";
import { fittingBytes, fittingTokens, LEAST_OUTPUT_TOKENS, promptBytes, utf8Bytes } from "../tokens.ts";

/** Minimum bytes of a shortened reference; with fewer, it would say too little. */
const LEAST_REFERENCE_BYTES = 600;

/** References that fit into an aggregator's context, or why they do not. */
type FittedReferences =
  | {
      readonly problem: null;
      /** In the order of the references. */
      readonly texts: readonly string[];
      /** The models whose texts were shortened. */
      readonly shortened: readonly string[];
      /** Output tokens that leave room for the prompt. */
      readonly maxOutputTokens: number;
    }
  /** In words for the user. */
  | { readonly problem: string };

/** References for an aggregator. */
interface Shown {
  readonly question: Question;
  /** Highest prior first. */
  readonly references: readonly { readonly model: string; readonly text: string }[];
  /** Presents the references to the aggregator; absent for merging. */
  readonly prompt?: ReferencesPrompt;
}

/**
 * Fits references into the aggregator's context beside the question, which is never shortened. First the reply's limit
 * is lowered, down to half of what the question leaves. Then the longest references are cut to a common length. Nothing
 * changes when everything fits or the context is unknown.
 *
 * @param wantedTokens output tokens of the reply
 */
export function fitReferences(
  { question, references, prompt = aggregationPrompt }: Shown,
  aggregator: PoolMember,
  wantedTokens: number,
): FittedReferences {
  const texts = references.map(({ text }) => text);
  const context = contextOf(aggregator);
  const unchanged = { problem: null, texts, shortened: [], maxOutputTokens: wantedTokens } as const;
  if (context === null) return unchanged;

  const withoutTexts = prompt(
    question,
    texts.map(() => ""),
  );
  const bytes = promptBytes(withoutTexts) + context.systemBytes;
  const lengths = texts.map((text) => utf8Bytes(text.trim()));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const left = context.tokens - fittingTokens(bytes);
  const beside = context.tokens - fittingTokens(bytes + total);
  if (wantedTokens <= beside) return unchanged;

  const maxOutputTokens = Math.min(wantedTokens, Math.max(Math.floor(left / 2), beside));
  const problem = doesNotFit(aggregator.name, fittingTokens(bytes), context.tokens);
  if (maxOutputTokens < Math.min(wantedTokens, LEAST_OUTPUT_TOKENS)) return { problem };
  const room = fittingBytes(context.tokens - maxOutputTokens) - bytes;
  const length = commonLength(lengths, room);
  if (length < LEAST_REFERENCE_BYTES) return { problem };
  const isLong = lengths.map((one) => one > length);
  return {
    problem: null,
    texts: texts.map((text, index) => (isLong[index] === true ? shorten(text.trim(), length) : text)),
    shortened: references.filter((_, index) => isLong[index] === true).map(({ model }) => model),
    maxOutputTokens,
  };
}
