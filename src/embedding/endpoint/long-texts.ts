import { normalise } from "../../core/embedding.ts";
import { utf8Bytes } from "../../core/tokens.ts";
import { ChatError } from "../../core/errors.ts";
import { weightedMean } from "../weighted-mean.ts";
import { cutText } from "./cut-text.ts";
import type { EmbeddedPiece, PieceOutcome } from "./piece-call.ts";

/** Pieces shorter than this are not cut again, in bytes: a model without room for them has room for nothing. */
export const LEAST_PIECE = 128;

/** A text that is not embedded yet. */
interface Open {
  readonly place: number;
  readonly text: string;
  readonly pieces: readonly string[];
}

/**
 * Embeds texts of any length. Long texts are cut into pieces, and a piece that is too long for the server into halves.
 *
 * @param bytes maximum size of a piece in UTF-8
 * @param embed embeds pieces: one outcome each, in order
 * @returns for each text its unit vector, or why there is none
 */
export async function embedLongTexts(
  texts: readonly string[],
  bytes: number,
  embed: (pieces: readonly string[]) => Promise<readonly PieceOutcome[]>,
): Promise<(Float32Array | ChatError)[]> {
  const results: (Float32Array | ChatError)[] = [];
  let open = texts.map((text, place): Open => ({ place, text, pieces: cutText(text, bytes) }));
  while (open.length > 0) {
    const outcomes = await embed(open.flatMap(({ pieces }) => pieces));
    const tooLong: Open[] = [];
    let start = 0;
    for (const { place, text, pieces } of open) {
      const own = outcomes.slice(start, start + pieces.length);
      start += pieces.length;
      const longest = Math.max(...pieces.map(utf8Bytes));
      const failures = own.filter((outcome) => outcome instanceof ChatError);
      const cuttable = longest > LEAST_PIECE && failures.every(({ details }) => details.kind === "too-long");
      if (failures[0] === undefined) results[place] = pooled(pieces, own as readonly EmbeddedPiece[]);
      else if (!cuttable) results[place] = failures.find(({ details }) => details.kind !== "too-long") ?? failures[0];
      else tooLong.push({ place, text, pieces: cutText(text, Math.ceil(longest / 2)) });
    }
    open = tooLong;
  }
  return results;
}

/**
 * Returns the unit vector of a text from those of its pieces, weighted by their tokens, or by their length when a token
 * count is missing.
 */
export function pooled(pieces: readonly string[], embedded: readonly EmbeddedPiece[]): Float32Array {
  const counted = embedded.every(({ tokens }) => tokens !== null && tokens > 0);
  const weight = (piece: number): number =>
    (counted ? embedded[piece]?.tokens : null) ?? utf8Bytes(pieces[piece] ?? "");
  const [only, ...others] = embedded;
  if (only !== undefined && others.length === 0) return only.vector;
  return normalise(weightedMean(embedded.map(({ vector }, piece) => ({ vector, weight: weight(piece) }))));
}
