/** Tokens that a model expects around every text. */
interface Frame {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * Returns the frame, found by comparing a text tokenised with it and without it. Returns an empty frame when the bare
 * tokens do not occur in the framed ones.
 */
export function frameOf(framed: readonly number[], bare: readonly number[]): Frame {
  for (let start = 0; start + bare.length <= framed.length; start++) {
    if (bare.every((token, i) => framed[start + i] === token)) {
      return { before: framed.slice(0, start), after: framed.slice(start + bare.length) };
    }
  }
  return { before: [], after: [] };
}

/**
 * Cuts a text's tokens into windows that fit the model, each in its frame. A text without tokens gives one window.
 *
 * @param length tokens of a window including the frame; at least one more than the frame
 */
export function windowsOfTokens(
  tokens: readonly number[],
  length: number,
  { before, after }: Frame,
): Int32Array<ArrayBuffer>[] {
  const room = length - before.length - after.length;
  if (room < 1) throw new RangeError(`A window of ${length} tokens has no room beside the model's own tokens.`);
  const windows: Int32Array<ArrayBuffer>[] = [];
  for (let start = 0; start === 0 || start < tokens.length; start += room) {
    windows.push(Int32Array.from([...before, ...tokens.slice(start, start + room), ...after]));
  }
  return windows;
}
