import { isNamed } from "./member-named.ts";
import type { Question } from "./question.ts";
import type { PoolMember } from "./ports.ts";

/** A picture attached to a question. */
export interface Picture {
  readonly mediaType: "image/png" | "image/jpeg";
  /** Bytes of the picture in base64. */
  readonly data: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels on each side of the square that many models count as one token. */
const TOKEN_SIDE = 28;

/** Returns about how many tokens a picture takes; servers count in different ways. */
export function pictureTokens({ width, height }: Pick<Picture, "width" | "height">): number {
  return Math.ceil(width / TOKEN_SIDE) * Math.ceil(height / TOKEN_SIDE);
}

/** Returns the pictures attached to a question. */
export function picturesOf({ context }: Pick<Question, "context">): readonly Picture[] {
  return context.flatMap(({ picture }) => picture ?? []);
}

/** Whether every server of a model is known to read pictures. */
export function sees({ servers }: Pick<PoolMember, "servers">): boolean {
  return servers.every((server) => server.vision === true);
}

/** The models that may answer and merge a question. */
export interface Sighted<Member> {
  readonly referencers: readonly Member[];
  readonly aggregators: readonly Member[];
  /** In words for the user. */
  readonly warnings: readonly string[];
}

const GUESSED =
  "What a picture costs is a guess before the answers come: each server counts its tokens in its own way. The question may cost more than was said, and more than smcs.budget.perQuestionUsd.";
const NEXT = 'Set "vision": true for models that do, in smcs.endpoints.';

/**
 * Returns the members that a question may ask. With pictures, only models that see them answer. Those models merge too;
 * another model merges only if the settings name it, and reads only the texts. Without pictures, every member answers
 * and merges.
 *
 * @throws Error in words for the user when there are pictures and no model sees them
 */
export function sighted<Member extends PoolMember>(
  pool: readonly Member[],
  question: Pick<Question, "context">,
  { aggregator, codingAggregator }: { readonly aggregator: string; readonly codingAggregator: string },
): Sighted<Member> {
  if (picturesOf(question).length === 0) return { referencers: pool, aggregators: pool, warnings: [] };
  const referencers = pool.filter(sees);
  if (pool.length > 0 && !referencers.some((member) => member.referencer))
    throw new Error(
      `No model here sees pictures, so nothing was asked. Remove the picture, or use an endpoint with a model that sees. ${NEXT}`,
    );
  const named = (member: Member): boolean => isNamed(member, aggregator) || isNamed(member, codingAggregator);
  const blind = pool.filter((member) => member.referencer && !sees(member)).map(({ name }) => name);
  const many =
    blind.length === 1
      ? "1 model is left out: it does not see"
      : `${blind.length} models are left out: they do not see`;
  return {
    referencers,
    aggregators: pool.filter((member) => sees(member) || named(member)),
    warnings: [
      ...(blind.length === 0 ? [] : [`${many} pictures (${blind.join(", ")}). ${NEXT}`]),
      ...(referencers.some(costs) ? [GUESSED] : []),
    ],
  };
}

function costs({ servers }: PoolMember): boolean {
  return servers.some(({ prices }) => prices !== null && prices.promptUsdPerMTok > 0);
}
