/** One entry of a server's `logprobs.content`. */
export interface TokenLogprob {
  readonly token: string;
  /** Its bytes in UTF-8, exact even where a token is part of a character only; null when not told. */
  readonly bytes: readonly number[] | null;
  /** Natural; null where the server has none. */
  readonly logprob: number | null;
}

/** What servers put for impossible. */
const FLOOR = -9999;

/**
 * The log-probabilities of the visible text: those of thinking before it, of marks that end the answer, and of white
 * space that was cut off are left out, and so are values that are none.
 *
 * @param entries of all tokens, in order
 * @param rawLength length of the raw content in UTF-16 units
 * @param textStart where the visible text begins in it
 * @returns null when no value is left
 */
export function visibleLogprobs(
  entries: readonly TokenLogprob[],
  visible: { readonly text: string; readonly textStart: number; readonly rawLength: number },
): number[] | null {
  const logprobs = within(entries, visible)
    .map(({ logprob }) => logprob)
    .filter((logprob) => logprob !== null && Number.isFinite(logprob) && logprob > FLOOR);
  return logprobs.length > 0 ? (logprobs as number[]) : null;
}

/** The entries whose tokens the visible text is made of. */
function within(
  entries: readonly TokenLogprob[],
  { text, textStart, rawLength }: { readonly text: string; readonly textStart: number; readonly rawLength: number },
): readonly TokenLogprob[] {
  const pieces = entries.map(({ token, bytes }) =>
    bytes !== null && bytes.length > 0 ? Uint8Array.from(bytes) : Buffer.from(token),
  );
  const wanted = Buffer.from(text);
  const all = Buffer.concat(pieces);
  const start = all.lastIndexOf(wanted);
  if (start >= 0) return overlapping(entries, pieces, start, start + wanted.length);
  // The tokens were told in pieces of characters, or changed on their way: then their lengths agree only in proportion.
  const scale = rawLength > 0 ? all.length / rawLength : 1;
  return overlapping(entries, pieces, textStart * scale, (textStart + text.length) * scale);
}

function overlapping(
  entries: readonly TokenLogprob[],
  pieces: readonly Uint8Array[],
  start: number,
  end: number,
): readonly TokenLogprob[] {
  let offset = 0;
  return entries.filter((_, index) => {
    const begin = offset;
    offset += pieces[index]?.length ?? 0;
    return begin < end && offset > start;
  });
}
